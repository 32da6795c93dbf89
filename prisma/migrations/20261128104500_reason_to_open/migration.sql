ALTER TABLE "organization" ADD COLUMN "asks_reason" BOOLEAN NOT NULL DEFAULT false;
