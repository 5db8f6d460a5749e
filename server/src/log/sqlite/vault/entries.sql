select id, stream, kind, audience, region, version, by, at, key, nonce, sealed
from entry
where (?1 is null or stream = ?1) and (?2 is null or id = ?2)
order by number;
