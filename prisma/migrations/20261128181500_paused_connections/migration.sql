CREATE INDEX "connection_paused" ON "connection"("paused_at") WHERE "paused_at" IS NOT NULL;
