-- The riskiest tools
select server, tool, category, risk, action, rationale
from verdicts
where risk is not null
order by instr('critical high medium low', risk), confidence desc, server, tool
