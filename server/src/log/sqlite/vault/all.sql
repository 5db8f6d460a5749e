select id, stream, kind, audience, region, version, by, at, key, nonce, sealed
from entry
where id > ?1
order by id
limit ?2;
