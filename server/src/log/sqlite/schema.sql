-- The log of facts. The one row of log_head is moved in every append, so the order of positions is that of commits.
create table log_head (
    one      integer primary key check (one = 1),
    position integer not null,
    digest   blob    not null check (length(digest) = 32),
    -- Moments of recording never run backwards, even when the machine's clock does.
    recorded_at integer not null
) strict;

insert into log_head (one, position, digest, recorded_at) values (1, 0, zeroblob(32), 0);

create table event (
    position    integer primary key,
    stream      text    not null,
    version     integer not null check (version > 0),
    event_id    blob    not null check (length(event_id) = 16),
    kind        text    not null,
    schema      integer not null,
    occurred_on integer not null,
    recorded_at integer not null,
    actor       text,
    region      integer,
    audience    integer not null check (audience between 0 and 2),
    command_id  text,
    source      text    not null,
    payload     text    not null,
    digest      blob    not null check (length(digest) = 32)
) strict;

create unique index event_by_stream on event (stream, version);
create unique index event_by_id on event (event_id);

-- What a command recorded, so that sending it again is answered and not carried out again.
create table command (
    command_id     text    primary key,
    request        blob    not null check (length(request) = 32),
    first_position integer not null,
    last_position  integer not null
) strict, without rowid;

create trigger event_is_never_changed before update on event
begin
    select raise(abort, 'a recorded fact is never changed; record a correction');
end;

create trigger event_is_never_removed before delete on event
begin
    select raise(abort, 'a recorded fact is never removed; record a correction');
end;

create trigger command_is_never_changed before update on command
begin
    select raise(abort, 'a recorded command is never changed');
end;

create trigger command_is_never_removed before delete on command
begin
    select raise(abort, 'a recorded command is never removed');
end;

create trigger log_head_is_never_removed before delete on log_head
begin
    select raise(abort, 'the head of the log is never removed');
end;

create trigger log_head_never_goes_back before update on log_head when new.position <= old.position
begin
    select raise(abort, 'the head of the log never goes back');
end;
