-- The newest changes
select
    json_extract(news.value, '$.at') as at,
    json_extract(news.value, '$.kind') as kind,
    json_extract(card, '$[tool.server_title]') as server,
    json_extract(card, '$[tool.title]') as tool,
    json_extract(news.value, '$.says') as says
from pages, json_each(card, '$[tool.news]') as news
where kind = 'tool' and superseded_at is null
order by json_extract(news.value, '$.at') desc, address
