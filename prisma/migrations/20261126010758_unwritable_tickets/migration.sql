-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "unwritable_tickets" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "unwritable_ticket" (
    "connection_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "summary_hash" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "retry_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unwritable_ticket_pkey" PRIMARY KEY ("connection_id","external_id")
);

-- AddForeignKey
ALTER TABLE "unwritable_ticket" ADD CONSTRAINT "unwritable_ticket_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;
