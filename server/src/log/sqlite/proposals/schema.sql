-- Commands that wait for a reviewer, and what was decided about them. No facts: those stand in the log.
create table proposal (
    -- Never given twice, also when the last one was removed by hand.
    number     integer primary key autoincrement,
    command_id text    not null unique,
    request    blob    not null check (length(request) = 32),
    command    text    not null,
    by         text    not null,
    region     integer,
    at         integer not null,
    decided_at integer not null,
    -- What it would change on the map, by name, with commas between.
    changes    text    not null,
    state      text    not null default 'waiting' check (state in ('waiting', 'published', 'returned', 'withdrawn')),
    settled_by text,
    settled_at integer,
    reason     text,
    position   integer,
    check ((state = 'waiting') = (settled_by is null)),
    check ((state = 'waiting') = (settled_at is null)),
    check ((state = 'published') = (position is not null))
) strict;

create index proposal_by_state on proposal (state, number);
create index proposal_by_whom on proposal (by, number);

create trigger a_settled_proposal_stays before update on proposal when old.state <> 'waiting'
begin
    select raise(abort, 'a proposal is settled once');
end;
