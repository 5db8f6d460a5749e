update account
set way = 'identity', issuer = ?2, subject = ?3
where id = ?1 and way = 'invited' and ended = 0;
