-- How far each receiver was told. Not a fact: a place that is lost begins anew at the end of the log.
create table cursor (
    id       text    primary key,
    position integer not null check (position >= 0)
) strict, without rowid;
