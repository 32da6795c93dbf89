-- AlterTable
ALTER TABLE "ticket_search" ADD COLUMN     "indexed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "ticket_search_version_idx" ON "ticket_search"("version");

-- An older version of the portal, still running while this one is deployed, writes its own kind of words and knows nothing of these columns.
CREATE FUNCTION ticket_search_is_outdated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := 1;
  RETURN NEW;
END
$$;

CREATE TRIGGER ticket_search_is_outdated BEFORE UPDATE OF words ON "ticket_search"
  FOR EACH ROW WHEN (NEW.indexed_at = OLD.indexed_at) EXECUTE FUNCTION ticket_search_is_outdated();
