CREATE UNIQUE INDEX CONCURRENTLY "audit_entry_once" ON "audit_entry"("once_key");
