select position from seen where account = ?1;
