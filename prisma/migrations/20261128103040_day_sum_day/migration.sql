CREATE INDEX CONCURRENTLY "day_sum_day_idx" ON "day_sum"("day");
