-- Splits "place", the packed key of a draft, into columns. The version before this one cannot run beside it:
-- docs/decisions/2026-11-26-renames-in-one-step.md.

CREATE TYPE "DraftKind" AS ENUM ('new_ticket', 'resubmission', 'follow_up', 'reply');

ALTER TABLE "draft" ADD COLUMN "kind" "DraftKind",
ADD COLUMN "target_id" TEXT NOT NULL DEFAULT '';

UPDATE "draft"
   SET "kind" = CASE
         WHEN "place" = 'new' THEN 'new_ticket'
         WHEN "place" LIKE 'new:_%' THEN 'resubmission'
         WHEN "place" LIKE 'continue:_%' THEN 'follow_up'
         WHEN "place" LIKE 'reply:_%' THEN 'reply'
       END::"DraftKind",
       "target_id" = coalesce(substring("place" FROM ':(.*)$'), '');

-- allow: deployed with the portal stopped, and a draft of any other place stops the migration here
ALTER TABLE "draft" ALTER COLUMN "kind" SET NOT NULL;
CREATE UNIQUE INDEX "draft_user_id_kind_target_id_key" ON "draft"("user_id", "kind", "target_id");
-- allow: deployed with the portal stopped
ALTER TABLE "draft" DROP COLUMN "place";

ALTER TABLE "outgoing_file" ADD COLUMN "draft_kind" "DraftKind",
ADD COLUMN "draft_target_id" TEXT NOT NULL DEFAULT '',
ADD COLUMN "discarded_at" TIMESTAMPTZ(3);

-- A discarded file was at the place "discarded <place>" since it was last moved; "dropped" means no draft.
UPDATE "outgoing_file" f
   SET "draft_kind" = CASE
         WHEN f."place" = 'dropped' THEN NULL
         WHEN key.place LIKE 'new:_%' THEN 'resubmission'
         WHEN key.place LIKE 'continue:_%' THEN 'follow_up'
         WHEN key.place LIKE 'reply:_%' THEN 'reply'
         ELSE 'new_ticket'
       END::"DraftKind",
       "draft_target_id" = coalesce(substring(key.place FROM ':(.*)$'), ''),
       "discarded_at" = CASE
         WHEN f."place" LIKE 'discarded %' THEN greatest(f."created_at", f."settled_at")
       END
  FROM (SELECT "id", regexp_replace("place", '^discarded ', '') AS place FROM "outgoing_file") key
 WHERE key."id" = f."id";

-- allow: deployed with the portal stopped
CREATE INDEX "outgoing_file_user_id_draft_kind_draft_target_id_idx"
    ON "outgoing_file"("user_id", "draft_kind", "draft_target_id");

-- Counts the files of drafts, as before: "no draft" is now a null kind.
CREATE OR REPLACE FUNCTION count_waiting_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "person_usage" AS usage ("user_id", "waiting_files", "waiting_bytes")
    SELECT u."id", count(*), sum(f."size")
      FROM added f
      JOIN "user" u ON u."id" = f."user_id"
     WHERE f."submission_id" IS NULL
       AND f."draft_kind" IS NOT NULL
     GROUP BY u."id"
     ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE
       SET "waiting_files" = usage."waiting_files" + excluded."waiting_files",
           "waiting_bytes" = usage."waiting_bytes" + excluded."waiting_bytes";
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "person_usage" AS usage ("user_id", "waiting_files", "waiting_bytes")
    SELECT u."id", -count(*), -sum(f."size")
      FROM removed f
      JOIN "user" u ON u."id" = f."user_id"
     WHERE f."submission_id" IS NULL
       AND f."draft_kind" IS NOT NULL
     GROUP BY u."id"
     ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE
       SET "waiting_files" = usage."waiting_files" + excluded."waiting_files",
           "waiting_bytes" = usage."waiting_bytes" + excluded."waiting_bytes";
  ELSE
    INSERT INTO "person_usage" AS usage ("user_id", "waiting_files", "waiting_bytes")
    SELECT u."id", sum(f.files), sum(f.bytes)
      FROM (SELECT "user_id", 1 AS files, "size" AS bytes
              FROM added
             WHERE "submission_id" IS NULL
               AND "draft_kind" IS NOT NULL
            UNION ALL
            SELECT "user_id", -1, -"size"
              FROM removed
             WHERE "submission_id" IS NULL
               AND "draft_kind" IS NOT NULL) f
      JOIN "user" u ON u."id" = f."user_id"
     GROUP BY u."id"
    HAVING sum(f.files) <> 0 OR sum(f.bytes) <> 0
     ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE
       SET "waiting_files" = usage."waiting_files" + excluded."waiting_files",
           "waiting_bytes" = usage."waiting_bytes" + excluded."waiting_bytes";
  END IF;
  RETURN NULL;
END $$;

-- allow: deployed with the portal stopped
ALTER TABLE "outgoing_file" DROP COLUMN "place";

-- allow: deployed with the portal stopped
ALTER TABLE "outgoing_file" RENAME COLUMN "pinned_at" TO "uploaded_at";
