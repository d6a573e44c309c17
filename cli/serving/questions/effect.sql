-- Tools with an effect, such as deletes, sends or pays
select server, tool, category, risk, action
from verdicts, json_each(effects)
where value = :effect
order by instr('critical high medium low', risk), server, tool
