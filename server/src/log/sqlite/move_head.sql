update log_head set position = ?1, digest = ?2, recorded_at = ?3
