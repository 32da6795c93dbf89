CREATE INDEX CONCURRENTLY "turn_segment_turn_ends_at" ON "turn_segment"("turn", "ends_at") WHERE "ends_at" IS NOT NULL;
