select number, at, by, done, account, came_from, detail, digest
from audit
where number > ?1
order by number
limit ?2;
