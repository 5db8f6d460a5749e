insert into audit (number, at, by, done, account, came_from, detail, digest)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
