-- Officials' accounts. Unlike facts they may be changed and erased; the audit may not.
create table account (
    id          text    primary key,
    name        text    not null,
    -- The name in lower case: two names that differ in case only are one.
    called      text    not null unique,
    role        text    not null,
    region      integer not null,
    hash        text    not null,
    must_change integer not null check (must_change in (0, 1)),
    ended       integer not null check (ended in (0, 1))
) strict, without rowid;

create table audit (
    number  integer primary key,
    at      integer not null,
    by      text,
    done    text    not null,
    account text,
    came_from text,
    detail  text    not null,
    digest  blob    not null check (length(digest) = 32)
) strict;

create trigger audit_is_never_changed before update on audit
begin
    select raise(abort, 'the audit is never changed');
end;

create trigger audit_is_never_removed before delete on audit
begin
    select raise(abort, 'the audit is never removed');
end;
