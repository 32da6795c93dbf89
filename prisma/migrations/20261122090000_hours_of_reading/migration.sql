-- What was left of the provider's limit, and of the sweep, when a run ended: staff see both over the last day.
-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "backlog" INTEGER,
ADD COLUMN     "rate_left" REAL;
