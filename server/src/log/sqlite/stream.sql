select position, stream, version, event_id, kind, schema, occurred_on, recorded_at, actor, region, audience, command_id, source, payload, digest
from event
where stream = ?1 and version > ?2
order by version
