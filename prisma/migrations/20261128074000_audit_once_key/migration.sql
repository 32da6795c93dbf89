ALTER TABLE "audit_entry" ADD COLUMN "once_key" TEXT;
