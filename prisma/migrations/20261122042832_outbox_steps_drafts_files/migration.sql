-- CreateEnum
CREATE TYPE "SubmissionStep" AS ENUM ('reopen', 'write', 'files', 'carry');

-- CreateEnum
CREATE TYPE "FileState" AS ENUM ('receiving', 'ready', 'waiting', 'sending', 'uploaded', 'unsure', 'confirmed', 'missing', 'refused');

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "use_references" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "checks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "continues_ticket_id" TEXT,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "files_reference" TEXT,
ADD COLUMN     "lease_token" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lease_until" TIMESTAMPTZ(3),
ADD COLUMN     "provider_code" TEXT,
ADD COLUMN     "reference" TEXT,
ADD COLUMN     "sealed_message" TEXT,
ADD COLUMN     "step" "SubmissionStep" NOT NULL DEFAULT 'write',
ADD COLUMN     "step_begun_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "draft" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "values" JSONB,
    "sealed" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "discarded_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_file" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "submission_id" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "filename" TEXT NOT NULL,
    "given_name" TEXT,
    "size" INTEGER NOT NULL,
    "mime_type" TEXT,
    "sha256" TEXT,
    "state" "FileState" NOT NULL DEFAULT 'receiving',
    "reason" TEXT,
    "pieces" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_piece" (
    "file_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "file_piece_pkey" PRIMARY KEY ("file_id","position")
);

-- CreateIndex
CREATE INDEX "draft_discarded_at_idx" ON "draft"("discarded_at");

-- CreateIndex
CREATE UNIQUE INDEX "draft_user_id_place_key" ON "draft"("user_id", "place");

-- CreateIndex
CREATE INDEX "outgoing_file_submission_id_idx" ON "outgoing_file"("submission_id");

-- CreateIndex
CREATE INDEX "outgoing_file_user_id_place_idx" ON "outgoing_file"("user_id", "place");

-- CreateIndex
CREATE INDEX "submission_connection_id_state_idx" ON "submission"("connection_id", "state");

-- CreateIndex
CREATE INDEX "submission_continues_ticket_id_idx" ON "submission"("continues_ticket_id");

-- CreateIndex
CREATE INDEX "submission_due_at_idx" ON "submission"("due_at");

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_continues_ticket_id_fkey" FOREIGN KEY ("continues_ticket_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_file" ADD CONSTRAINT "outgoing_file_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_file" ADD CONSTRAINT "outgoing_file_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was on its way before there were leases and due times is looked at again.
UPDATE "submission" SET "due_at" = now() WHERE "state" IN ('queued', 'unknown');
UPDATE "submission" SET "due_at" = now(), "lease_until" = now(), "step_begun_at" = "sending_at" WHERE "state" = 'sending';
