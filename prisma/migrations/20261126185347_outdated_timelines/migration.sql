-- The worker makes the timelines of the tickets that are there. In a transaction of its own: the one before locks "ticket".
INSERT INTO "outdated_timeline" ("ticket_id", "connection_id")
SELECT "id", "connection_id" FROM "ticket"
ON CONFLICT DO NOTHING;
