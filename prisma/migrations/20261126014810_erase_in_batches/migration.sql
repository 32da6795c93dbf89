-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "erasing_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "maintenance" (
    "name" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "maintenance_pkey" PRIMARY KEY ("name")
);
