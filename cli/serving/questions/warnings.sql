-- Tools with a warning
select
    server, tool, risk,
    json_extract(value, '$.rule') as warning,
    json_extract(value, '$.field') as field,
    json_extract(value, '$.quote') as quote
from verdicts, json_each(warnings)
order by server, tool
