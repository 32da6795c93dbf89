CREATE INDEX CONCURRENTLY "ticket_all_assignee" ON "ticket"(("fields" ->> 'assignee_id'), "activity_at" DESC, "id" DESC) WHERE "fields" ->> 'assignee_id' IS NOT NULL;
