-- AlterTable
ALTER TABLE "ticket_seen" ADD COLUMN     "archived_event_id" BIGINT,
ADD COLUMN     "visit_event_id" BIGINT;
