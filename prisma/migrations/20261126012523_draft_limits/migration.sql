-- CreateTable
CREATE TABLE "received_piece" (
    "file_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "sha256" TEXT,
    "writes" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "received_piece_pkey" PRIMARY KEY ("file_id","position")
);

-- CreateTable
CREATE TABLE "person_usage" (
    "user_id" TEXT NOT NULL,
    "waiting_files" INTEGER NOT NULL DEFAULT 0,
    "waiting_bytes" BIGINT NOT NULL DEFAULT 0,
    "draft_bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "person_usage_pkey" PRIMARY KEY ("user_id")
);

-- AddForeignKey
ALTER TABLE "received_piece" ADD CONSTRAINT "received_piece_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "outgoing_file"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_usage" ADD CONSTRAINT "person_usage_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Keeps "person_usage" in step with the rows, whoever changes them. People in order of their ids:
-- statements about several of them must not wait for each other in a circle.
CREATE FUNCTION count_waiting_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "person_usage" AS usage ("user_id", "waiting_files", "waiting_bytes")
    SELECT u."id", count(*), sum(f."size")
      FROM added f JOIN "user" u ON u."id" = f."user_id"
     WHERE f."submission_id" IS NULL AND f."place" <> 'dropped'
     GROUP BY u."id" ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE
       SET "waiting_files" = usage."waiting_files" + excluded."waiting_files",
           "waiting_bytes" = usage."waiting_bytes" + excluded."waiting_bytes";
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "person_usage" AS usage ("user_id", "waiting_files", "waiting_bytes")
    SELECT u."id", -count(*), -sum(f."size")
      FROM removed f JOIN "user" u ON u."id" = f."user_id"
     WHERE f."submission_id" IS NULL AND f."place" <> 'dropped'
     GROUP BY u."id" ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE
       SET "waiting_files" = usage."waiting_files" + excluded."waiting_files",
           "waiting_bytes" = usage."waiting_bytes" + excluded."waiting_bytes";
  ELSE
    INSERT INTO "person_usage" AS usage ("user_id", "waiting_files", "waiting_bytes")
    SELECT u."id", sum(f.files), sum(f.bytes)
      FROM (SELECT "user_id", 1 AS files, "size" AS bytes FROM added WHERE "submission_id" IS NULL AND "place" <> 'dropped'
            UNION ALL
            SELECT "user_id", -1, -"size" FROM removed WHERE "submission_id" IS NULL AND "place" <> 'dropped') f
      JOIN "user" u ON u."id" = f."user_id"
     GROUP BY u."id" HAVING sum(f.files) <> 0 OR sum(f.bytes) <> 0 ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE
       SET "waiting_files" = usage."waiting_files" + excluded."waiting_files",
           "waiting_bytes" = usage."waiting_bytes" + excluded."waiting_bytes";
  END IF;
  RETURN NULL;
END $$;

-- What a draft takes up; the row itself counts too, or empty drafts would be free.
CREATE FUNCTION draft_size(draft) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT 256::bigint + coalesce(octet_length($1."values"::text), 0) + coalesce(octet_length($1."sealed"), 0)
$$;

CREATE FUNCTION count_draft_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "person_usage" AS usage ("user_id", "draft_bytes")
    SELECT u."id", sum(draft_size(d::draft)) FROM added d JOIN "user" u ON u."id" = d."user_id" GROUP BY u."id" ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE SET "draft_bytes" = usage."draft_bytes" + excluded."draft_bytes";
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "person_usage" AS usage ("user_id", "draft_bytes")
    SELECT u."id", -sum(draft_size(d::draft)) FROM removed d JOIN "user" u ON u."id" = d."user_id" GROUP BY u."id" ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE SET "draft_bytes" = usage."draft_bytes" + excluded."draft_bytes";
  ELSE
    INSERT INTO "person_usage" AS usage ("user_id", "draft_bytes")
    SELECT u."id", sum(d.bytes)
      FROM (SELECT "user_id", draft_size(a::draft) AS bytes FROM added a
            UNION ALL
            SELECT "user_id", -draft_size(r::draft) FROM removed r) d
      JOIN "user" u ON u."id" = d."user_id"
     GROUP BY u."id" HAVING sum(d.bytes) <> 0 ORDER BY u."id"
    ON CONFLICT ("user_id") DO UPDATE SET "draft_bytes" = usage."draft_bytes" + excluded."draft_bytes";
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER waiting_files_added AFTER INSERT ON "outgoing_file" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_waiting_files();
CREATE TRIGGER waiting_files_changed AFTER UPDATE ON "outgoing_file" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_waiting_files();
CREATE TRIGGER waiting_files_removed AFTER DELETE ON "outgoing_file" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_waiting_files();
CREATE TRIGGER draft_bytes_added AFTER INSERT ON "draft" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_draft_bytes();
CREATE TRIGGER draft_bytes_changed AFTER UPDATE ON "draft" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_draft_bytes();
CREATE TRIGGER draft_bytes_removed AFTER DELETE ON "draft" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_draft_bytes();

-- What is there already. The triggers' locks keep new rows out until this has ended.
INSERT INTO "person_usage" ("user_id", "waiting_files", "waiting_bytes", "draft_bytes")
SELECT u."id",
       count(f."id"), coalesce(sum(f."size"), 0),
       (SELECT coalesce(sum(draft_size(d)), 0) FROM "draft" d WHERE d."user_id" = u."id")
  FROM "user" u LEFT JOIN "outgoing_file" f
    ON f."user_id" = u."id" AND f."submission_id" IS NULL AND f."place" <> 'dropped'
 GROUP BY u."id";
