select coalesce(max(version), 0) from event where stream = ?1
