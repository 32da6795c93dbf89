-- CreateEnum
CREATE TYPE "SegmentTurn" AS ENUM ('yours', 'theirs', 'paused', 'done', 'unclear', 'not_seen');

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "calendar" JSONB;

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "timeline_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ticket_timeline" (
    "ticket_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "turn" "SegmentTurn" NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,
    "since_after" TIMESTAMPTZ(3),
    "since_before" TIMESTAMPTZ(3) NOT NULL,
    "since_seen" BOOLEAN NOT NULL,
    "first_asked_at" TIMESTAMPTZ(3),
    "first_answer_at" TIMESTAMPTZ(3),
    "first_answer_after" TIMESTAMPTZ(3),
    "first_answer_before" TIMESTAMPTZ(3),
    "unanswered_since" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "segments" INTEGER NOT NULL,
    "states" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,
    "category_id" TEXT,
    "service_ids" TEXT[],
    "sums" JSONB NOT NULL,

    CONSTRAINT "ticket_timeline_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "outdated_timeline" (
    "ticket_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,

    CONSTRAINT "outdated_timeline_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "turn_segment" (
    "ticket_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "turn" "SegmentTurn" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "starts_after" TIMESTAMPTZ(3),
    "starts_before" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "ends_after" TIMESTAMPTZ(3),
    "ends_before" TIMESTAMPTZ(3),

    CONSTRAINT "turn_segment_pkey" PRIMARY KEY ("ticket_id","position")
);

-- CreateTable
CREATE TABLE "ticket_state" (
    "ticket_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "turn" "Turn" NOT NULL,
    "priority" TEXT,
    "subject" TEXT,
    "category_id" TEXT,
    "assignee" TEXT,
    "gone" BOOLEAN NOT NULL,

    CONSTRAINT "ticket_state_pkey" PRIMARY KEY ("ticket_id","position")
);

-- CreateTable
CREATE TABLE "answer" (
    "ticket_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "message_external_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_after" TIMESTAMPTZ(3),
    "answered_before" TIMESTAMPTZ(3) NOT NULL,
    "is_first" BOOLEAN NOT NULL,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("ticket_id","position")
);

-- CreateTable
CREATE TABLE "day_sum" (
    "connection_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "category_id" TEXT NOT NULL,
    "service_id" TEXT NOT NULL,
    "opened" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,
    "answer_ms" BIGINT NOT NULL,
    "first_answers" INTEGER NOT NULL,
    "first_answer_ms" BIGINT NOT NULL,
    "theirs" INTEGER NOT NULL,
    "theirs_ms" BIGINT NOT NULL,
    "yours" INTEGER NOT NULL,
    "yours_ms" BIGINT NOT NULL,

    CONSTRAINT "day_sum_pkey" PRIMARY KEY ("connection_id","day","category_id","service_id")
);

-- CreateIndex
CREATE INDEX "outdated_timeline_connection_id_idx" ON "outdated_timeline"("connection_id");

-- CreateIndex
CREATE INDEX "day_sum_organization_id_day_idx" ON "day_sum"("organization_id", "day");

-- AddForeignKey
ALTER TABLE "ticket_timeline" ADD CONSTRAINT "ticket_timeline_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outdated_timeline" ADD CONSTRAINT "outdated_timeline_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn_segment" ADD CONSTRAINT "turn_segment_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_state" ADD CONSTRAINT "ticket_state_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "day_sum" ADD CONSTRAINT "day_sum_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An older version of the portal, still running while this one is deployed, writes tickets without their timelines.
CREATE FUNCTION ticket_timeline_is_outdated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outdated_timeline (ticket_id, connection_id) VALUES (NEW.id, NEW.connection_id)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER ticket_without_timeline AFTER INSERT ON "ticket"
  FOR EACH ROW WHEN (NEW.timeline_at IS NULL) EXECUTE FUNCTION ticket_timeline_is_outdated();

CREATE TRIGGER ticket_timeline_is_outdated AFTER UPDATE OF read_at, gone_at ON "ticket"
  FOR EACH ROW WHEN (NEW.timeline_at IS NOT DISTINCT FROM OLD.timeline_at
    AND (NEW.read_at, NEW.gone_at) IS DISTINCT FROM (OLD.read_at, OLD.gone_at))
  EXECUTE FUNCTION ticket_timeline_is_outdated();
