CREATE INDEX CONCURRENTLY "service_search" ON "service" USING GIN ((coalesce("name", "external_id")) gin_trgm_ops);
