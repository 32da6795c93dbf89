-- AlterTable
ALTER TABLE "ticket_timeline" ADD COLUMN "began_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outdated_timeline" ADD COLUMN "failed_at" TIMESTAMPTZ(3);

-- An older version of the portal, still running while this one is deployed, writes timelines without it.
CREATE FUNCTION ticket_timeline_began() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT CASE WHEN NEW.since_seen THEN NEW.since_at ELSE least(NEW.since_at, t.activity_at) END
  INTO NEW.began_at FROM ticket t WHERE t.id = NEW.ticket_id;
  RETURN NEW;
END
$$;

CREATE TRIGGER ticket_timeline_added BEFORE INSERT ON "ticket_timeline"
  FOR EACH ROW WHEN (NEW.began_at IS NULL) EXECUTE FUNCTION ticket_timeline_began();

CREATE TRIGGER ticket_timeline_changed BEFORE UPDATE OF turn, since_at, since_seen ON "ticket_timeline"
  FOR EACH ROW WHEN (NEW.began_at IS NOT DISTINCT FROM OLD.began_at
    AND (NEW.turn, NEW.since_at, NEW.since_seen) IS DISTINCT FROM (OLD.turn, OLD.since_at, OLD.since_seen))
  EXECUTE FUNCTION ticket_timeline_began();

-- Lists do not sort by a timeline that does not fit its ticket.
CREATE OR REPLACE FUNCTION ticket_timeline_is_outdated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outdated_timeline (ticket_id, connection_id) VALUES (NEW.id, NEW.connection_id)
  ON CONFLICT (ticket_id) DO UPDATE SET failed_at = NULL;
  UPDATE ticket_timeline SET began_at = NULL WHERE ticket_id = NEW.id;
  RETURN NULL;
END
$$;
