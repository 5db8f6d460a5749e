-- How an account is opened: by a password; by an identity elsewhere; or by the first identity that comes under its name.
alter table account add column way text not null default 'password' check (way in ('password', 'invited', 'identity'));
alter table account add column issuer text;
alter table account add column subject text check ((way = 'identity') = (issuer is not null and subject is not null));

create unique index one_account_for_an_identity on account (issuer, subject) where subject is not null;
