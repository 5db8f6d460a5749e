insert into proposal (command_id, request, command, by, region, at, decided_at, changes)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
