-- A trusted extension: the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX "organization_name_id_idx" ON "organization"("name", "id");

CREATE INDEX "organization_search" ON "organization" USING GIN ("name" gin_trgm_ops);

CREATE INDEX "user_name_id_idx" ON "user"("name", "id");

CREATE INDEX "user_search" ON "user" USING GIN ("name" gin_trgm_ops, "email" gin_trgm_ops);

-- allow: a million entries take about a second
CREATE INDEX "audit_entry_target_id_id_idx" ON "audit_entry"("target_id", "id" DESC);
