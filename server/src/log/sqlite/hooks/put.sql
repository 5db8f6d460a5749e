insert into cursor (id, position) values (?1, ?2)
on conflict (id) do update set position = excluded.position;
