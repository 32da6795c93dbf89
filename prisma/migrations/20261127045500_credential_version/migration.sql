ALTER TABLE "connection" ADD COLUMN "credential_version" INTEGER NOT NULL DEFAULT 1;
