select id, name, role, region, must_change, ended, hash, way, issuer, subject
from account
where (?1 is null or called = ?1) and (?2 is null or id = ?2) and (?3 is null or (issuer = ?3 and subject = ?4))
order by called;
