select number, digest from audit order by number desc limit 1;
