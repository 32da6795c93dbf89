-- What the history tells of parts that changed or were removed. The version before, which writes only
-- events, may remove another part until it ends: such a part is found to be removed once more. In a
-- transaction of its own: the one before locks these tables.
UPDATE "message" m
   SET "removed_at" = e."seen_at"
  FROM "event" e
 WHERE e."kind" = 'message_removed'
   AND m."ticket_id" = e."ticket_id"
   AND m."external_id" = e."field"
   AND NOT EXISTS (
     SELECT 1
       FROM "event" n
      WHERE n."ticket_id" = e."ticket_id"
        AND n."id" > e."id"
        AND n."field" = e."field"
        AND n."kind" IN ('message_added', 'message_removed'));

UPDATE "attachment" a
   SET "removed_at" = e."seen_at"
  FROM "event" e
 WHERE e."kind" = 'attachment_removed'
   AND a."ticket_id" = e."ticket_id"
   AND a."external_id" = e."field"
   AND NOT EXISTS (
     SELECT 1
       FROM "event" n
      WHERE n."ticket_id" = e."ticket_id"
        AND n."id" > e."id"
        AND n."field" = e."field"
        AND n."kind" IN ('attachment_added', 'attachment_removed'));

UPDATE "message" m
   SET "changed_at" = e."seen_at"
  FROM (
    SELECT "ticket_id", "field", max("seen_at") AS "seen_at"
      FROM "event"
     WHERE "kind" = 'message_changed'
     GROUP BY "ticket_id", "field") e
 WHERE m."ticket_id" = e."ticket_id"
   AND m."external_id" = e."field";
