-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "not_before_reason" TEXT,
ADD COLUMN     "probing_until" TIMESTAMPTZ(3);
