CREATE INDEX CONCURRENTLY "ticket_open" ON "ticket"("turn", "activity_at") WHERE "gone_at" IS NULL AND "turn" <> 'done';
