CREATE INDEX CONCURRENTLY "ticket_all_opening" ON "ticket"((coalesce("opened_at", "first_seen_at")) DESC, "id" DESC);
