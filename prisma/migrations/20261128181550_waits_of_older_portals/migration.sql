-- An older portal deletes the row of a timeline that it has made anew, but writes nothing where nothing that it knows
-- differs: the timeline would stay without its wait, and lists would not have the ticket.
CREATE FUNCTION ticket_timeline_is_renewed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ticket_timeline l
  SET began_at = CASE WHEN l.since_seen THEN l.since_at ELSE least(l.since_at, t.activity_at) END
  FROM ticket t
  WHERE l.ticket_id = OLD.ticket_id AND l.began_at IS NULL AND t.id = OLD.ticket_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER outdated_timeline_renewed AFTER DELETE ON "outdated_timeline"
  FOR EACH ROW EXECUTE FUNCTION ticket_timeline_is_renewed();

-- Those that were deleted before.
INSERT INTO "outdated_timeline" ("ticket_id", "connection_id")
SELECT t."id", t."connection_id" FROM "ticket" t
LEFT JOIN "ticket_timeline" l ON l."ticket_id" = t."id"
WHERE l."began_at" IS NULL
ON CONFLICT DO NOTHING;
