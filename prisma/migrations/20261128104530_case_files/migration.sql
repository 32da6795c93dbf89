-- CreateTable
CREATE TABLE "case_file" (
    "id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "made_by_id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "root" TEXT,

    CONSTRAINT "case_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "day_root" (
    "organization_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "previous" TEXT NOT NULL,
    "root" TEXT NOT NULL,
    "entries" INTEGER NOT NULL,
    "case_files" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "day_root_pkey" PRIMARY KEY ("organization_id","day")
);

-- CreateIndex
CREATE INDEX "case_file_ticket_id_id_idx" ON "case_file"("ticket_id", "id" DESC);

-- CreateIndex
CREATE INDEX "case_file_organization_id_made_at_idx" ON "case_file"("organization_id", "made_at");
