-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "poll_after_at" TIMESTAMPTZ(3),
ADD COLUMN     "poll_failures" INTEGER NOT NULL DEFAULT 0;
