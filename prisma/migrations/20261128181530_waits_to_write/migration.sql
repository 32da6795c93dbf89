-- The worker writes since when the tickets that are there have waited; until then, lists compute it.
INSERT INTO "outdated_timeline" ("ticket_id", "connection_id")
SELECT "id", "connection_id" FROM "ticket"
ON CONFLICT DO NOTHING;
