select request, first_position, last_position from command where command_id = ?1
