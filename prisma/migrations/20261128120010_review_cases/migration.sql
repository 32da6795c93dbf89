-- CreateTable
CREATE TABLE "review_case" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" TEXT,

    CONSTRAINT "review_case_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "review_case_closed" CHECK (("closed_at" IS NULL) = ("closed_by_id" IS NULL))
);

-- CreateTable
CREATE TABLE "review_case_ticket" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "added_by_id" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "removed_by_id" TEXT,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_case_ticket_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "review_case_ticket_removed" CHECK (("removed_at" IS NULL) = ("removed_by_id" IS NULL))
);

-- CreateIndex
CREATE UNIQUE INDEX "review_case_created_by_id_form_key_key" ON "review_case"("created_by_id", "form_key");

-- CreateIndex
CREATE INDEX "review_case_organization_id_id_idx" ON "review_case"("organization_id", "id" DESC);

-- CreateIndex
CREATE INDEX "review_case_open" ON "review_case"("id" DESC) WHERE "closed_at" IS NULL;

-- CreateIndex
CREATE INDEX "review_case_search" ON "review_case" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "review_case_ticket_case_id_id_idx" ON "review_case_ticket"("case_id", "id");

-- CreateIndex
CREATE INDEX "review_case_ticket_ticket_id_id_idx" ON "review_case_ticket"("ticket_id", "id" DESC);

-- A ticket is in a case once; earlier times stay as history.
CREATE UNIQUE INDEX "review_case_ticket_once" ON "review_case_ticket"("case_id", "ticket_id") WHERE "removed_at" IS NULL;

-- AddForeignKey
ALTER TABLE "review_case" ADD CONSTRAINT "review_case_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_case_ticket" ADD CONSTRAINT "review_case_ticket_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "review_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_case_ticket" ADD CONSTRAINT "review_case_ticket_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "case_file" ADD COLUMN "case_id" TEXT;

-- AlterTable
ALTER TABLE "case_file" ALTER COLUMN "ticket_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "case_file_case_id_id_idx" ON "case_file"("case_id", "id" DESC);
