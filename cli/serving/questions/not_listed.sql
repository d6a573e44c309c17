-- Servers whose tools could not be listed, by reason
select reason, servers.slug as server, detail, at
from servers
join snapshots on snapshots.id = (
    select max(latest.id) from snapshots as latest where latest.server_id = servers.id
)
where outcome = 'skipped' and servers.superseded_at is null
order by reason, server
