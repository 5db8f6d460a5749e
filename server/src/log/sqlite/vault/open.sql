-- No write-ahead log: what is erased is gone from the only file as soon as that is answered.
pragma journal_mode = delete;
pragma synchronous = full;
pragma busy_timeout = 5000;
pragma temp_store = memory;
pragma trusted_schema = off;
