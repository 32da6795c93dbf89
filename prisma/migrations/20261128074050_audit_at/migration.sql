CREATE INDEX CONCURRENTLY "audit_entry_at" ON "audit_entry"("at");
