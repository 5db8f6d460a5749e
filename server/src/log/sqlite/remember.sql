insert into command (command_id, request, first_position, last_position) values (?1, ?2, ?3, ?4)
