select
    number, command_id, request, command, by, region, at, decided_at, changes,
    state, settled_by, settled_at, reason, position
from proposal
where
    (?1 is null or number = ?1)
    and (?2 is null or state = ?2)
    and (?3 is null or by = ?3)
    and (?4 is null or number < ?4)
order by number desc
limit ?5;
