select id, name, role, region, must_change, ended, hash
from account
where (?1 is null or called = ?1) and (?2 is null or id = ?2)
order by called;
