-- Contacts and notes of records, sealed. Unlike facts they are changed and erased, and then nothing is left of what they said.
create table entry (
    number   integer primary key,
    id       text    not null unique,
    stream   text    not null,
    kind     text    not null,
    audience integer not null check (audience in (1, 2)),
    region   integer not null,
    version  integer not null check (version >= 1),
    by       text,
    at       integer not null,
    -- All three are absent once it is erased.
    key      blob    check (key is null or length(key) = 8),
    nonce    blob    check (nonce is null or length(nonce) = 24),
    sealed   blob,
    check ((key is null) = (sealed is null) and (nonce is null) = (sealed is null))
) strict;

create index entry_of on entry (stream);
