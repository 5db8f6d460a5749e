select position from cursor where id = ?1;
