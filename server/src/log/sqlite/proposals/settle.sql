update proposal
set state = ?2, settled_by = ?3, settled_at = ?4, reason = ?5, position = ?6
where number = ?1 and state = 'waiting';
