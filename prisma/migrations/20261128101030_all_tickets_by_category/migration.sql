CREATE INDEX CONCURRENTLY "ticket_all_category" ON "ticket"((coalesce("category_label", "category_id")), "activity_at" DESC, "id" DESC);
