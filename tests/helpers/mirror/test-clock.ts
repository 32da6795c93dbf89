import pg from "pg";

import type { AccountClock } from "./provider-account";

const RealDate = Date;
const realNow = performance.now.bind(performance);

/**
 * One clock of this process, of the providers in it and of its database, which goes on as usual and
 * jumps when a test says so: `new Date()`, `performance.now()`, `now()` and `clock_timestamp()`.
 */
export class TestClock implements AccountClock {
  #aheadMs = 0;
  #passed: Promise<void> = Promise.resolve();

  private constructor(private readonly client: pg.Client) {}

  /** Call it before the database's pool has connected. */
  static async install(databaseUrl: string): Promise<TestClock> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`
      CREATE TABLE test_clock (ahead interval NOT NULL);
      INSERT INTO test_clock VALUES ('0');
      CREATE FUNCTION public.now() RETURNS timestamptz STABLE LANGUAGE sql
        AS 'SELECT pg_catalog.now() + ahead FROM public.test_clock';
      CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql
        AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM public.test_clock';
      ALTER TABLE event ALTER COLUMN recorded_at SET DEFAULT public.now();
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database());
      END $$`);
    const clock = new TestClock(client);
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, values: unknown[]) =>
        Reflect.construct(target, values.length === 0 ? [clock.#nowMs()] : values) as Date,
      get: (target, name) =>
        name === "now" ? () => clock.#nowMs() : (Reflect.get(target, name) as unknown),
    });
    performance.now = () => realNow() + clock.#aheadMs;
    return clock;
  }

  readonly now = (): Date => new Date();

  pass(seconds: number): Promise<void> {
    this.#passed = this.#passed.then(async () => {
      await this.client.query("UPDATE test_clock SET ahead = ahead + make_interval(secs => $1)", [
        seconds,
      ]);
      this.#aheadMs += seconds * 1_000;
    });
    return this.#passed;
  }

  async uninstall(): Promise<void> {
    globalThis.Date = RealDate;
    performance.now = realNow;
    await this.client.end();
  }

  #nowMs(): number {
    return RealDate.now() + this.#aheadMs;
  }
}
