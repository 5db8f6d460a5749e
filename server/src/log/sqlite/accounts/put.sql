insert into account (id, name, called, role, region, hash, must_change, ended, way, issuer, subject)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
on conflict (id) do update set
    name = excluded.name,
    called = excluded.called,
    role = excluded.role,
    region = excluded.region,
    hash = excluded.hash,
    must_change = excluded.must_change,
    ended = excluded.ended,
    way = excluded.way,
    issuer = excluded.issuer,
    subject = excluded.subject;
