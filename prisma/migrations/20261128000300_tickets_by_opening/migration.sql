CREATE INDEX CONCURRENTLY "ticket_opening" ON "ticket"("organization_id", (coalesce("opened_at", "first_seen_at")) DESC, "id" DESC);
