-- Servers by grade, the worst first
select
    json_extract(card, '$[server.title]') as server,
    json_extract(card, '$[server.grade]') as grade,
    json_extract(card, '$[server.tools]') as tools,
    json_extract(card, '$[server.combinations]') as combinations,
    address
from pages
where kind = 'server' and superseded_at is null
order by grade is null, grade desc, address
