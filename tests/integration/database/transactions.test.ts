import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { audit } from "@/lib/db/audit";
import { type Db, db, transaction } from "@/lib/db/kysely";
import { LIMITS, type WorkClass } from "@/lib/db/limits";
import { prisma, type PrismaTransaction, prismaTransaction } from "@/lib/db/prisma";
import { enqueue } from "@/lib/db/queue";
import { type Work, workAs } from "@/lib/db/work";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

interface Queries {
  sql<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>;
  rename(organizationId: string, name: string): Promise<unknown>;
}

interface Joined extends Queries {
  enqueue(data: object): Promise<void>;
  audit(): Promise<void>;
}

type Transaction = <T>(work: (joined: Joined) => Promise<T>, as?: Partial<Work>) => Promise<T>;

const ofKysely = (on = db()): Queries => ({
  sql: (text) => sql(text, [], on),
  rename: (id, name) => on.updateTable("organization").set({ name }).where("id", "=", id).execute(),
});

const ofPrisma = (on: PrismaTransaction): Queries => ({
  sql: (text) => on.$queryRawUnsafe(text),
  rename: (id, name) =>
    on.organization.update({ where: { id }, data: { name }, select: { id: true } }),
});

const joining = (on: Db | PrismaTransaction): Omit<Joined, keyof Queries> => ({
  enqueue: (data) => enqueue("submissions", data, new Date(), on),
  audit: () => audit(RECORD, on),
});

const RECORD = {
  actorId: null,
  organizationId: null,
  action: "test.done",
  targetType: "list",
  targetId: "",
} as const;

const KINDS: Array<{ kind: string; single: () => Queries; inside: Transaction }> = [
  {
    kind: "Kysely",
    single: () => ofKysely(),
    inside: (work, as) => transaction((on) => work({ ...ofKysely(on), ...joining(on) }), as),
  },
  {
    kind: "Prisma",
    single: () => ofPrisma(prisma()),
    inside: (work, as) => prismaTransaction((on) => work({ ...ofPrisma(on), ...joining(on) }), as),
  },
];

const database = useTestDatabase();
/** Of other processes. */
let other: pg.Client;
let observer: pg.Client;
let organizationId: string;
const held: Array<() => void> = [];

beforeAll(async () => {
  other = new pg.Client({ connectionString: database.url });
  observer = new pg.Client({ connectionString: database.url });
  await Promise.all([other.connect(), observer.connect()]);
});
afterAll(() => Promise.all([other.end(), observer.end()]));

const LIMITS_BEFORE = structuredClone(LIMITS);
beforeEach(async () => {
  organizationId = await makeOrganization("Before");
});
afterEach(async () => {
  Object.assign(LIMITS, structuredClone(LIMITS_BEFORE));
  for (const end of held.splice(0)) end();
  await other.query("ROLLBACK");
});

const name = async (): Promise<string | undefined> =>
  (await sql<{ name: string }>("SELECT name FROM organization WHERE id = $1", [organizationId]))[0]
    ?.name;

async function lockOrganization(): Promise<void> {
  await other.query("BEGIN");
  await other.query("SELECT 1 FROM organization WHERE id = $1 FOR UPDATE", [organizationId]);
}

/** Takes so many connections, until `release` or the end of the test. */
function hold(count: number, as: WorkClass = "person"): () => Promise<unknown> {
  const ended = new Promise<void>((resolve) => held.push(resolve));
  const holders = Array.from({ length: count }, () => transaction(() => ended, { as }));
  return () => {
    for (const end of held.splice(0)) end();
    return Promise.all(holders);
  };
}

/** Backends that wait for a lock or a time. */
const waitingStatements = async (): Promise<number[]> =>
  (
    await observer.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND wait_event IS NOT NULL AND pid <> pg_backend_pid()",
    )
  ).rows.map(({ pid }) => pid);

describe.each(KINDS)("a transaction of $kind", ({ inside }) => {
  it.each<[WorkClass, string[]]>([
    ["person", ["3s", "25s", "5s"]],
    ["background", ["8s", "1min", "5s"]],
    ["maintenance", ["8s", "5min", "5s"]],
  ])("of %s work has the limits of that work, and leaves none behind", async (as, expected) => {
    const settings = ["lock", "statement", "idle_in_transaction_session"];
    const limitsOf = async (queries: Pick<Queries, "sql">): Promise<string[]> => {
      const selected = settings.map((one) => `current_setting('${one}_timeout') AS ${one}`);
      const [row] = await queries.sql<Record<string, string>>(`SELECT ${selected.join(", ")}`);
      return Object.values(row ?? {});
    };
    expect(await inside(limitsOf, { as })).toEqual(expected);
    expect(await limitsOf(ofKysely())).toEqual(["0", "0", "0"]);
  });

  it("commits what it wrote", async () => {
    await inside((queries) => queries.rename(organizationId, "After"));
    expect(await name()).toBe("After");
  });

  it("rolls back on an error, which it throws", async () => {
    const failure = new Error("Changed my mind.");
    const rejected = inside(async (queries) => {
      await queries.rename(organizationId, "After");
      throw failure;
    });
    await expect(rejected).rejects.toBe(failure);
    expect(await name()).toBe("Before");
  });

  it("rolls back when the database refuses a statement", async () => {
    const rejected = inside(async (queries) => {
      await queries.rename(organizationId, "After");
      await queries.sql("SELECT 1 / 0");
    });
    await expect(rejected).rejects.toThrow("division by zero");
    await expect(rejected).rejects.not.toMatchObject({ code: "busy" });
    expect(await name()).toBe("Before");
  });

  it("is busy when it waits too long for a lock, and rolls back", async () => {
    LIMITS.person.lock = 200;
    const second = await makeOrganization("Before");
    await lockOrganization();
    const rejected = inside(async (queries) => {
      await queries.rename(second, "After");
      await queries.rename(organizationId, "After");
    });
    await expect(rejected).rejects.toMatchObject({ code: "busy" });
    expect(await sql("SELECT name FROM organization WHERE id = $1", [second])).toEqual([
      { name: "Before" },
    ]);
  });

  it("is busy when a statement takes too long", async () => {
    LIMITS.person.statement = 300;
    await expect(
      inside(({ sql: query }) => query("SELECT pg_sleep(20)::text")),
    ).rejects.toMatchObject({
      code: "busy",
    });
  });

  it("is busy when two transactions wait for each other", async () => {
    const second = await makeOrganization("Before");
    const both = [
      [organizationId, second],
      [second, organizationId],
    ].map(([first = "", then = ""]) =>
      inside(async (queries) => {
        await queries.rename(first, "After");
        await new Promise((resolve) => setTimeout(resolve, 300));
        await queries.rename(then, "After");
      }),
    );
    const outcomes = await Promise.allSettled(both);
    const [refused, ...more] = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(more).toEqual([]);
    expect(refused?.reason).toMatchObject({ code: "busy" });
  });

  it("is busy when no connection becomes free", async () => {
    LIMITS.person.pool = 200;
    const release = hold(7);
    await expect(inside(({ sql: query }) => query("SELECT 1"))).rejects.toMatchObject({
      code: "busy",
    });
    await release();
  });

  it("is busy when it paused for too long, and loses only its own connection", async () => {
    const rejected = inside(async (queries) => {
      await queries.rename(organizationId, "After");
      await queries.sql("SET LOCAL idle_in_transaction_session_timeout = 100");
      await new Promise((resolve) => setTimeout(resolve, 400));
      await queries.rename(organizationId, "Later");
    });
    await expect(rejected).rejects.toMatchObject({ code: "busy" });
    expect(await name()).toBe("Before");
  });

  it("is busy when the server does not answer, and gives the connection up", async () => {
    LIMITS.person.statement = 100;
    const pids: number[] = [];
    const rejected = inside(async (queries) => {
      const [own] = await queries.sql<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      pids.push(own?.pid ?? 0);
      await queries.sql("SET LOCAL statement_timeout = 0");
      await queries.sql("SELECT pg_sleep(20)::text");
    });
    await expect(rejected).rejects.toMatchObject({ code: "busy" });
    const backends = () =>
      observer.query("SELECT 1 FROM pg_stat_activity WHERE pid = ANY($1)", [pids]);
    await expect.poll(async () => (await backends()).rows, { timeout: 5_000 }).toEqual([]);
    expect(await name()).toBe("Before");
  });

  it("stores its own time in rows that name none", async () => {
    const rows = await inside(async (queries) => {
      await queries.audit();
      return queries.sql(
        "SELECT at = now()::timestamptz(3) AS same FROM audit_entry WHERE action = 'test.done' ORDER BY id DESC LIMIT 1",
      );
    });
    expect(rows).toEqual([{ same: true }]);
  });

  it("has its jobs: they appear when it commits", async () => {
    await inside(async (queries) => {
      await queries.enqueue({ organizationId });
      expect(await jobs()).toEqual([]);
    });
    expect(await jobs()).toEqual([{ data: { organizationId }, state: "created" }]);
  });

  it("has its jobs: none is left when it rolls back", async () => {
    const rejected = inside(async (queries) => {
      await queries.enqueue({ organizationId });
      throw new Error("Changed my mind.");
    });
    await expect(rejected).rejects.toThrow("Changed my mind.");
    expect(await jobs()).toEqual([]);
  });
});

const jobs = () =>
  sql("SELECT data, state::text FROM pgboss.job WHERE data ->> 'organizationId' = $1", [
    organizationId,
  ]);

describe.each(KINDS)("a single query of $kind", ({ single }) => {
  it("is busy when it is cancelled at the server", async () => {
    await lockOrganization();
    const [outcome] = await Promise.allSettled([
      single().rename(organizationId, "After"),
      expect
        .poll(waitingStatements, { timeout: 5_000 })
        .toHaveLength(1)
        .then(async () => {
          for (const pid of await waitingStatements())
            await observer.query("SELECT pg_cancel_backend($1)", [pid]);
        }),
    ]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "busy" } });
  });

  it("is busy when it takes too long, and is cancelled at the server", async () => {
    LIMITS.person.statement = 100;
    await lockOrganization();
    await expect(single().rename(organizationId, "After")).rejects.toMatchObject({ code: "busy" });
    await expect.poll(waitingStatements, { timeout: 5_000 }).toEqual([]);
  });

  it("is busy when no connection becomes free", async () => {
    LIMITS.person.pool = 200;
    const release = hold(7);
    const reads = Array.from({ length: 3 }, () => sql("SELECT pg_sleep(1)"));
    await expect(single().sql("SELECT 1")).rejects.toMatchObject({ code: "busy" });
    await Promise.all([release(), ...reads]);
  });

  it("keeps other errors as they are", async () => {
    await expect(single().sql("SELECT 1 / 0")).rejects.not.toMatchObject({ code: "busy" });
  });

  it("takes the connections of its work", async () => {
    LIMITS.background.pool = 200;
    const release = hold(5, "background");
    const query = () => single().sql("SELECT 1 AS one");
    await expect(workAs({ as: "background" }, query)).rejects.toMatchObject({ code: "busy" });
    expect(await query()).toEqual([{ one: 1 }]);
    await release();
  });
});

describe("a transaction whose COMMIT is not answered", () => {
  it.each(["Query read timeout", "Connection terminated unexpectedly"])(
    "may be stored, and says so (%s)",
    async (problem) => {
      const query = pg.Client.prototype.query as (text: unknown, ...more: unknown[]) => unknown;
      vi.spyOn(pg.Client.prototype, "query").mockImplementation(async function (
        this: pg.Client,
        ...args: [unknown, ...unknown[]]
      ) {
        const answer: unknown = await query.apply(this, args);
        if (args[0] === "COMMIT") throw new Error(problem);
        return answer;
      } as never);
      const renamed = transaction((on) => ofKysely(on).rename(organizationId, "After"));
      await expect(renamed).rejects.toMatchObject({ code: "busy", mayBeDone: true });
      vi.restoreAllMocks();
      expect(await name()).toBe("After");
    },
  );

  it("is certain where the server refused it", async () => {
    await sql("CREATE TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    const refused = transaction((on) => ofKysely(on).sql("INSERT INTO late VALUES (1), (1)"));
    const error: unknown = await refused.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "23505" });
    expect(error).not.toHaveProperty("mayBeDone");
    await sql("DROP TABLE late");
  });
});
