insert into account (id, name, called, role, region, hash, must_change, ended)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
on conflict (id) do update set
    name = excluded.name,
    called = excluded.called,
    role = excluded.role,
    region = excluded.region,
    hash = excluded.hash,
    must_change = excluded.must_change,
    ended = excluded.ended;
