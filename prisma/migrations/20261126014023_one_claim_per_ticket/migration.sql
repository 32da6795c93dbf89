-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "carrier_external_id" TEXT,
ADD COLUMN     "claim_key" TEXT,
ADD COLUMN     "notice" TEXT,
ADD COLUMN     "provider_ticket" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "submission_claim_key_key" ON "submission"("claim_key");

-- CreateIndex
CREATE INDEX "submission_provider_ticket_idx" ON "submission"("provider_ticket");
