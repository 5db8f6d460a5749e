select position, digest, recorded_at from log_head
