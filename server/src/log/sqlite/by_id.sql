select position from event where event_id = ?1
