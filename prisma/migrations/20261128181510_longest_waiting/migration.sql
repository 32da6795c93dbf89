CREATE INDEX CONCURRENTLY "ticket_timeline_waiting" ON "ticket_timeline"((CASE WHEN "turn" IN ('done', 'not_seen') THEN 2 WHEN "turn" = 'paused' THEN 1 ELSE 0 END), "began_at", "ticket_id", "turn");
