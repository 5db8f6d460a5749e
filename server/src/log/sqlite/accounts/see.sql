insert into seen (account, position)
values (?1, ?2)
on conflict (account) do update set position = max(position, excluded.position)
returning position;
