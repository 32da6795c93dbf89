-- AlterTable
ALTER TABLE "ticket_setting" ADD COLUMN     "organization_id" TEXT;

-- CreateIndex
CREATE INDEX "ticket_setting_organization_id_is_private_idx" ON "ticket_setting"("organization_id", "is_private");

-- CreateTable
CREATE TABLE "private_submission" (
    "submission_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,

    CONSTRAINT "private_submission_pkey" PRIMARY KEY ("submission_id")
);

-- CreateIndex
CREATE INDEX "private_submission_organization_id_idx" ON "private_submission"("organization_id");

-- AddForeignKey
ALTER TABLE "private_submission" ADD CONSTRAINT "private_submission_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;
