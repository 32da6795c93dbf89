-- AlterEnum
ALTER TYPE "SyncOutcome" ADD VALUE 'handed_on';

-- DropForeignKey
ALTER TABLE "revision" DROP CONSTRAINT "revision_ticket_id_fkey";

-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "checkpoint" JSONB,
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "full_read_at" TIMESTAMPTZ(3),
ADD COLUMN     "next_at" TIMESTAMPTZ(3),
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "resources_read_at" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "tickets_total" INTEGER,
ADD COLUMN     "wanted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "service" ADD COLUMN     "gone_at" TIMESTAMPTZ(3),
ADD COLUMN     "listed_at" TIMESTAMPTZ(3),
ADD COLUMN     "status" TEXT;

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "bytes" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "full" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "gone" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "milliseconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "request_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "returned" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "rows" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "gone_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "swept_page" (
    "connection_id" TEXT NOT NULL,
    "sweep_id" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "external_ids" TEXT[],

    CONSTRAINT "swept_page_pkey" PRIMARY KEY ("connection_id","sweep_id","page")
);

-- CreateTable
CREATE TABLE "category" (
    "connection_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "label" TEXT,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "category_pkey" PRIMARY KEY ("connection_id","external_id")
);

-- CreateTable
CREATE TABLE "service_change" (
    "id" BIGSERIAL NOT NULL,
    "service_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" TEXT,

    CONSTRAINT "service_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "raw_content" (
    "ticket_id" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "raw" JSONB NOT NULL,

    CONSTRAINT "raw_content_pkey" PRIMARY KEY ("ticket_id","content_hash")
);

-- The raw JSON moves, once for each content. Rows of even a few hundred bytes are worth compressing: they are many, and rarely read.
ALTER TABLE "raw_content" ALTER COLUMN "raw" SET STORAGE MAIN;
ALTER TABLE "raw_content" SET (toast_tuple_target = 128);
INSERT INTO "raw_content" ("ticket_id", "content_hash", "raw")
  SELECT DISTINCT ON ("ticket_id", "content_hash") "ticket_id", "content_hash", "raw" FROM "revision" ORDER BY "ticket_id", "content_hash", "id";

-- AlterTable
ALTER TABLE "revision" DROP COLUMN "raw";

-- CreateTable
CREATE TABLE "sync_day" (
    "connection_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "runs" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "calls" INTEGER NOT NULL,
    "pages" INTEGER NOT NULL,
    "tickets_read" INTEGER NOT NULL,
    "details_read" INTEGER NOT NULL,
    "tickets_changed" INTEGER NOT NULL,
    "events" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "milliseconds" BIGINT NOT NULL,

    CONSTRAINT "sync_day_pkey" PRIMARY KEY ("connection_id","day")
);

-- CreateIndex
CREATE INDEX "service_change_service_id_id_idx" ON "service_change"("service_id", "id");

-- CreateIndex
CREATE INDEX "connection_next_at_idx" ON "connection"("next_at");

-- CreateIndex
CREATE INDEX "sync_run_started_at_idx" ON "sync_run"("started_at");

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_change" ADD CONSTRAINT "service_change_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_ticket_id_content_hash_fkey" FOREIGN KEY ("ticket_id", "content_hash") REFERENCES "raw_content"("ticket_id", "content_hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "raw_content" ADD CONSTRAINT "raw_content_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whatever is connected is read at once, and from then on as planned.
UPDATE "connection" SET "next_at" = now() WHERE "status" = 'active';

-- Reads of connections that are due. A second wish for one that waits already is none.
SELECT pgboss.create_queue('syncs', '{"policy": "short", "retryLimit": 3, "retryDelay": 30, "retryBackoff": true, "expireInSeconds": 900, "retentionMinutes": 1440}');
