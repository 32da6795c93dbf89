-- The worker makes the versions of the tickets that are there, from their revisions and events.
INSERT INTO "outdated_timeline" ("ticket_id", "connection_id")
SELECT "id", "connection_id" FROM "ticket"
ON CONFLICT DO NOTHING;
