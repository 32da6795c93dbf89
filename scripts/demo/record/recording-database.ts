import pg from "pg";

import { migrate } from "../../../lib/db/migrate/migrate";
import { ROOT } from "../../lib/root";

/**
 * PostgreSQL looks up `now` and `clock_timestamp` in its own schema first, unless the search path
 * says otherwise.
 */
const CLOCK = `
  CREATE SCHEMA recording;
  CREATE TABLE recording.clock (ahead interval NOT NULL);
  INSERT INTO recording.clock VALUES ('0');
  CREATE FUNCTION recording.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.now() + (SELECT ahead FROM recording.clock) $$;
  CREATE FUNCTION recording.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS $$ SELECT pg_catalog.clock_timestamp() + (SELECT ahead FROM recording.clock) $$;
`;

/** Defaults were bound to PostgreSQL's own functions when their tables were made. */
const DEFAULTS = `
  SELECT format('ALTER TABLE %I.%I ALTER COLUMN %I SET DEFAULT recording.now()',
    table_schema, table_name, column_name) AS statement
  FROM information_schema.columns
  WHERE table_schema = 'public' AND column_default IN ('CURRENT_TIMESTAMP', 'now()')
`;

export interface RecordingDatabase {
  /** Sets the database's clock ahead of the machine's. */
  setAhead(milliseconds: number): Promise<void>;
  end(): Promise<void>;
}

/** Migrates an empty database whose clock can be set. Only its superuser may do this. */
export async function openRecordingDatabase(databaseUrl: string): Promise<RecordingDatabase> {
  await migrate({ databaseUrl, root: ROOT });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(CLOCK);
  const { rows } = await client.query<{ statement: string }>(DEFAULTS);
  for (const { statement } of rows) await client.query(statement);
  const name = pg.escapeIdentifier(new URL(databaseUrl).pathname.slice(1));
  await client.query(`ALTER DATABASE ${name} SET search_path = public, recording, pg_catalog`);
  return {
    async setAhead(milliseconds) {
      await client.query("UPDATE recording.clock SET ahead = make_interval(secs => $1)", [
        milliseconds / 1_000,
      ]);
    },
    end: () => client.end(),
  };
}
