-- How far each official has looked into the log: what was recorded later is new to them.
create table seen (
    account  text    primary key,
    position integer not null check (position >= 0)
) strict, without rowid;
