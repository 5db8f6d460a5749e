insert into event (position, stream, version, event_id, kind, schema, occurred_on, recorded_at, actor, region, audience, command_id, source, payload, digest)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
