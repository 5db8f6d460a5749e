pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;
pragma busy_timeout = 5000;
pragma cache_size = -16000;
pragma trusted_schema = off;
