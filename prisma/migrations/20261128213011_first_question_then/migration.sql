-- AlterTable
ALTER TABLE "ticket_version" ADD COLUMN "first_asked_at" TIMESTAMPTZ(3);

-- An older portal, still running while this one is deployed, writes versions without it.
CREATE FUNCTION ticket_version_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT max(a.asked_at) INTO NEW.first_asked_at FROM answer a
  WHERE a.ticket_id = NEW.ticket_id AND a.answered_at = NEW.first_answer_at;
  RETURN NEW;
END
$$;

CREATE TRIGGER ticket_version_answered BEFORE INSERT OR UPDATE OF first_answer_at ON "ticket_version"
  FOR EACH ROW WHEN (NEW.first_answer_at IS NOT NULL AND NEW.first_asked_at IS NULL)
  EXECUTE FUNCTION ticket_version_asked();

-- The versions of earlier portals get it when the worker of any portal has renewed the timeline.
CREATE OR REPLACE FUNCTION ticket_timeline_is_renewed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ticket_timeline l
  SET began_at = CASE WHEN l.since_seen THEN l.since_at ELSE least(l.since_at, t.activity_at) END
  FROM ticket t
  WHERE l.ticket_id = OLD.ticket_id AND l.began_at IS NULL AND t.id = OLD.ticket_id;
  UPDATE ticket_version v
  SET first_asked_at = (SELECT max(a.asked_at) FROM answer a
    WHERE a.ticket_id = v.ticket_id AND a.answered_at = v.first_answer_at)
  WHERE v.ticket_id = OLD.ticket_id AND v.first_answer_at IS NOT NULL AND v.first_asked_at IS NULL;
  RETURN NULL;
END
$$;
