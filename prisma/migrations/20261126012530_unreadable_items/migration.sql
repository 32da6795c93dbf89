-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "unreadable_items" INTEGER NOT NULL DEFAULT 0;
