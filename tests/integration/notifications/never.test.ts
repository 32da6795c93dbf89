import { ulid } from "ulid";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { prisma } from "@/lib/db/prisma";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { renewTimelinesBatch } from "@/lib/mirror/write/timeline/renew-timelines";
import type * as TicketWrites from "@/lib/notices/record/ticket-writes";
import { renameOrganization } from "@/lib/organizations/commands";
import { addMember } from "@/lib/organizations/member-commands";
import type { TicketProvider, Turn } from "@/lib/providers/contract";
import { registerProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { statementsDuring } from "@/tests/helpers/postgres/statements-during";
import { sql } from "@/tests/helpers/sql";

import {
  accountOf,
  GENERATED,
  generatedProvider,
  PER_PAGE,
} from "../../../bench/engine/generated-provider";
import { syntheticTicket } from "../../../bench/synthetic";
import { makeConnection, makeOrganization, makeViewer } from "../../helpers/people";

const { isOff } = vi.hoisted(() => ({ isOff: { now: false } }));

/** Restores the mirror without notices. */
vi.mock("@/lib/notices/record/ticket-writes", async (original) => {
  const real = await original<typeof TicketWrites>();
  return {
    ...real,
    recordTicketWrites: (...given: Parameters<typeof real.recordTicketWrites>) =>
      isOff.now ? Promise.resolve() : real.recordTicketWrites(...given),
  };
});

const IMPORTED = Number(process.env.IMPORTED ?? 1_000);
const TIMEOUT_MS = 60_000 + IMPORTED * 20;

useTestDatabase();

const newest = new Date();
let areReadable = false;
/** The first tickets are of today, so that only the import keeps them from being new. */
const page = (number: number) =>
  Promise.resolve(
    Array.from({ length: Math.min(PER_PAGE, IMPORTED - number * PER_PAGE) }, (_none, index) => ({
      ...syntheticTicket(number * PER_PAGE + index, newest),
      ...(areReadable ? {} : { messages: undefined, messageCount: null }),
      readAt: new Date(),
    })),
  );

let manager: Viewer;
let organizationId: string;
let connectionId: string;
let unregister = (): void => undefined;

function provide(changes: Partial<TicketProvider> = {}): void {
  unregister();
  const provider = generatedProvider({ page });
  unregister = registerProvider({
    ...provider,
    open: (options) => ({
      ...provider.open(options),
      check: () => Promise.resolve({ account: { id: "1", name: "Generated" }, capabilities: [] }),
    }),
    ...changes,
  });
}

async function sweep(): Promise<number> {
  const report = await syncConnection(connectionId, { trigger: "person", full: true });
  expect(report).toMatchObject({ outcome: "complete" });
  return report.ticketsChanged;
}

async function readAllAgain(): Promise<void> {
  await sql("UPDATE ticket SET summary_hash = '-', content_hash = '-'");
  expect(await sweep()).toBe(IMPORTED);
}

const notified = () =>
  sql<{ kind: string; user_id: string | null }>(
    "SELECT n.kind, t.user_id FROM notice n LEFT JOIN notification t USING (topic)",
  );

async function followAll({ userId }: Viewer): Promise<void> {
  await sql(
    `INSERT INTO organization_follow (organization_id, user_id, level) VALUES ($1, $2, 'all')`,
    [organizationId, userId],
  );
}

beforeAll(async () => {
  organizationId = await makeOrganization();
  manager = await makeViewer({ organizationId });
  await followAll(manager);
  provide();
  const account = accountOf({ tickets: IMPORTED });
  connectionId = await makeConnection(manager, GENERATED, account);
});

afterEach(() => {
  isOff.now = false;
});

describe(`of ${IMPORTED} imported tickets, a person who follows all of them is not notified`, () => {
  it("when they are imported", { timeout: TIMEOUT_MS }, async () => {
    expect(await sweep()).toBe(IMPORTED);
    expect(await sql("SELECT count(*)::int FROM ticket")).toEqual([{ count: IMPORTED }]);
    expect(await notified()).toEqual([]);
  });

  it("when their conversations become readable", { timeout: TIMEOUT_MS }, async () => {
    expect(await sql("SELECT 1 FROM message LIMIT 1")).toEqual([]);
    areReadable = true;
    await readAllAgain();
    expect(await sql("SELECT 1 FROM message LIMIT 1")).toHaveLength(1);
    expect(await notified()).toEqual([]);
  });

  it("when they are read again, as new", { timeout: TIMEOUT_MS }, async () => {
    await readAllAgain();
    expect(await notified()).toEqual([]);
  });

  it("when statuses mean another turn", { timeout: TIMEOUT_MS }, async () => {
    const { turns } = generatedProvider();
    const other: Record<Turn, Turn> = {
      yours: "theirs",
      theirs: "yours",
      done: "yours",
      unclear: "yours",
      paused: "yours",
    };
    provide({
      turns: Object.fromEntries(
        Object.entries(turns).map(([status, turn]) => [status, other[turn]]),
      ),
    });
    await readAllAgain();
    while ((await renewTimelinesBatch()) > 0);
    expect(
      await sql("SELECT 1 FROM ticket WHERE turn = 'yours' AND status = 'closed' LIMIT 1"),
    ).toHaveLength(1);
    expect(await notified()).toEqual([]);
    provide();
  });

  it("when the organization is renamed", async () => {
    await renameOrganization(manager, { organizationId, name: "Northwind Holding" });
    await sweep();
    expect(await notified()).toEqual([]);
  });

  it("when a colleague is moved there, who alone learns of it", async () => {
    const admin = await makeViewer({ role: "admin" });
    const left = await makeOrganization("Contoso");
    await makeViewer({ organizationId: left });
    const moved = await makeViewer({ organizationId: left, membership: "member" });
    await addMember(admin, {
      organizationId,
      userId: moved.userId,
      role: "member",
      leave: left,
    });
    await sweep();
    expect(await notified()).toEqual([{ kind: "added", user_id: moved.userId }]);
    await sql("DELETE FROM notice");
  });
});

/** Without reading the provider's rate limit, which depends on the time since it was last read. */
async function untimedStatements(work: () => Promise<unknown>): Promise<string[]> {
  const statements = await statementsDuring(work);
  return statements.filter((text) => !text.startsWith('select "connection"."rate_limit"'));
}

describe("the mirror", () => {
  it("sends the same statements as without notices", { timeout: TIMEOUT_MS }, async () => {
    const changed = () =>
      sql("UPDATE ticket SET summary_hash = '-', content_hash = '-' WHERE external_id = 'tkt_1'");
    const both = async (prepare: () => Promise<unknown>) => {
      await prepare();
      const withNotices = await untimedStatements(sweep);
      isOff.now = true;
      await prepare();
      const without = await untimedStatements(sweep);
      isOff.now = false;
      expect(withNotices.length).toBeGreaterThan(5);
      expect(withNotices.filter((text) => /notice|notification/.test(text))).toEqual([]);
      expect(withNotices.toSorted()).toEqual(without.toSorted());
    };
    await sweep();
    await both(() => Promise.resolve());
    await both(changed);
    await both(async () => {
      await prisma().connection.deleteMany();
      const account = accountOf({ tickets: PER_PAGE });
      connectionId = await makeConnection(manager, GENERATED, account, `Import ${ulid()}`);
    });
  });
});
