-- AlterTable
ALTER TABLE "outgoing_file" ADD COLUMN     "pinned_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "outgoing_file_state_idx" ON "outgoing_file"("state");

-- CreateIndex
CREATE INDEX "outgoing_file_erased_at_idx" ON "outgoing_file"("erased_at");

-- CreateIndex
CREATE INDEX "submission_state_idx" ON "submission"("state");
