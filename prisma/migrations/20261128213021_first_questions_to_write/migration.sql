-- The worker writes when the first answered question of earlier versions was asked.
INSERT INTO "outdated_timeline" ("ticket_id", "connection_id")
SELECT t."id", t."connection_id" FROM "ticket" t
WHERE EXISTS (
  SELECT FROM "ticket_version" v WHERE v."ticket_id" = t."id" AND v."first_answer_at" IS NOT NULL)
ON CONFLICT DO NOTHING;
