-- What a rule matched
select
    server, tool, category, risk,
    json_extract(value, '$.field') as field,
    json_extract(value, '$.quote') as quote
from verdicts, json_each(evidence)
where json_extract(value, '$.rule') = :rule
order by server, tool
