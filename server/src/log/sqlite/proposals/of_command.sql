select
    number, command_id, request, command, by, region, at, decided_at, changes,
    state, settled_by, settled_at, reason, position
from proposal
where command_id = ?1;
