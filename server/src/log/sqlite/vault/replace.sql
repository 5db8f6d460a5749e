update entry
set stream = ?2, kind = ?3, audience = ?4, region = ?5, version = ?6, by = ?7, at = ?8, key = ?9, nonce = ?10, sealed = ?11
where id = ?1 and version = ?12;
