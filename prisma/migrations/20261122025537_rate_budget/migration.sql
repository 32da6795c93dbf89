-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "exchanging_until" TIMESTAMPTZ(3),
ADD COLUMN     "not_before_at" TIMESTAMPTZ(3),
ADD COLUMN     "rate_limit" INTEGER,
ADD COLUMN     "rate_remaining" INTEGER,
ADD COLUMN     "rate_reset_at" TIMESTAMPTZ(3),
ADD COLUMN     "sealed_access_token" TEXT;
