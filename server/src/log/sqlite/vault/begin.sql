insert into entry (id, stream, kind, audience, region, version, by, at, key, nonce, sealed)
select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
where ?12 = 0
on conflict (id) do nothing;
