-- How often each rule matched
select
    json_extract(value, '$.rule') as rule,
    count(*) as matches,
    count(distinct definition_id) as tools
from verdicts, json_each(evidence)
group by json_extract(value, '$.rule')
order by tools desc, rule
