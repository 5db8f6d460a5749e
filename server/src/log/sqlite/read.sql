select position, stream, version, event_id, kind, schema, occurred_on, recorded_at, actor, region, audience, command_id, source, payload, digest
from event
where position > ?1
order by position
limit ?2
