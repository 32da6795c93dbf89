CREATE INDEX "connection_search" ON "connection" USING GIN ("label" gin_trgm_ops);
