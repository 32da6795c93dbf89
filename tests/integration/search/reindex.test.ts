import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { reindexSearch } from "@/lib/jobs/renew-stored";
import { runDue } from "@/lib/jobs/run-due";
import type { OpenConnection } from "@/lib/mirror/connection/open-connection";
import { hasOutdatedSearch, reindexSearchBatch } from "@/lib/mirror/write/search/reindex-search";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { InventoryWriter, loadServices } from "@/lib/mirror/write/write-inventory";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let viewer: Viewer;
let target: MirrorTarget;
let time = Date.now();

/** As the version before wrote words, without a word of versions. */
const OLD_WORDS = "to_tsvector('simple', concat_ws(' ', t.number, t.subject, t.body))";
const OLD_WRITE = `
  INSERT INTO ticket_search (ticket_id, organization_id, words)
  SELECT t.id, t.organization_id, ${OLD_WORDS} FROM ticket t
  ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words WHERE ticket_search.words IS DISTINCT FROM excluded.words`;

beforeEach(async () => {
  await sql("TRUNCATE connection, ticket_search CASCADE");
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  target = await makeTarget(organizationId, memoryProvider(account));
  // A process asks now and then whether words are outdated.
  vi.useFakeTimers({ toFake: ["Date"], now: (time += 60_000) });
});

afterEach(() => vi.useRealTimers());

const write = (id: string, changes = {}) =>
  writeSnapshots(target, [{ snapshot: { ...account.put(id, changes), readAt: new Date() } }], {
    runId: null,
  });
const find = async (q: string, by = viewer) =>
  (await listTickets(by, ticketFilters.parse({ q }))).items.map((item) => item.subject).toSorted();
const words = () =>
  sql(
    "SELECT t.external_id, s.words::text AS words, s.version FROM ticket_search s JOIN ticket t ON t.id = s.ticket_id ORDER BY 1",
  );

const message = (externalId: string, body: string, encrypted = false) => ({
  externalId,
  sender: "staff",
  senderName: "Sven",
  body,
  encrypted,
  sentAt: new Date("2026-03-02T10:00:00Z"),
});
const file = (messageExternalId: string | null, filename: string) => ({
  externalId: filename,
  messageExternalId,
  filename,
  mimeType: null,
  downloadUrl: null,
});

async function fill(count: number): Promise<void> {
  for (let index = 0; index < count; index++)
    await write(`m-${index}`, { subject: `nw-zdb-${index} down` });
}

describe("words that older rules have made", () => {
  it("become what a new reading of the ticket would make of them", async () => {
    const services = [{ kind: "box", externalId: "b", name: "Box zeta", details: {} }];
    const messages = [
      message("b", "second"),
      message("a", "the zebra, removed"),
      message("c", "okapi", true),
    ];
    const attachments = [
      file("b", "z_report.txt"),
      file(null, "a.log"),
      file("c", "secret.pdf"),
      file("b", "gone.txt"),
    ];
    await write("m-1", { services, messages, attachments, messageCount: 3 });
    await write("m-1", {
      messageCount: 2,
      messages: [messages[0], messages[2]],
      attachments: attachments.slice(0, 3),
    });
    await write("m-2", { subject: "Other" });
    const before = await words();
    await sql(OLD_WRITE);
    expect(await words()).not.toEqual(before);
    expect(await reindexSearch(Date.now() + 10_000)).toBe(2);
    expect(await words()).toEqual(before);
    expect(JSON.stringify(before)).not.toMatch(/okapi|secret|zebra|gone/);
  });

  it("are found before, while and after they are made anew, beside new ones", async () => {
    await fill(5);
    await sql(OLD_WRITE);
    await sql("UPDATE ticket_search SET version = 1");
    await write("m-9", { subject: "nw-zdb-9 down" });
    const all = [
      "nw-zdb-0 down",
      "nw-zdb-1 down",
      "nw-zdb-2 down",
      "nw-zdb-3 down",
      "nw-zdb-4 down",
      "nw-zdb-9 down",
    ];
    for (let left = 5; ; left--) {
      vi.setSystemTime((time += 60_000));
      expect(await hasOutdatedSearch()).toBe(left > 0);
      expect(await find("down")).toEqual(all);
      expect(await find("nw-zdb")).toEqual(all);
      expect(await find("down -upside")).toEqual(all);
      expect(await find("down -down")).toEqual([]);
      expect(
        await find("down", await makeViewer({ organizationId: await makeOrganization("Contoso") })),
      ).toEqual([]);
      if (left === 0) break;
      expect(await reindexSearchBatch(1)).toBe(1);
    }
    expect(await find("zdb-3")).toEqual(["nw-zdb-3 down"]);
  });

  it("are found with their accents until those are folded", async () => {
    await write("m-1", { subject: "Räkning" });
    await sql(
      "UPDATE ticket_search SET words = '''räkning'':1', version = 2, indexed_at = clock_timestamp()",
    );
    vi.setSystemTime((time += 60_000));
    expect(await find("räkn")).toEqual(["Räkning"]);
    expect(await find("rakn")).toEqual([]);
    expect(await reindexSearch(Date.now() + 10_000)).toBe(1);
    for (const typed of ["räkn", "rakn"]) expect(await find(typed)).toEqual(["Räkning"]);
  });

  it("are made anew by what a worker and the scheduler call, without anything to be done by hand", async () => {
    await fill(3);
    await sql("UPDATE ticket_search SET words = '', version = 1");
    vi.useRealTimers();
    expect(await runDue(5_000)).toMatchObject({ reindexed: 3 });
    expect(await runDue(1_000)).toMatchObject({ reindexed: 0 });
    expect(await hasOutdatedSearch()).toBe(false);
  });

  it("are made anew once by several processes at once, and by the next one if a process dies", async () => {
    await fill(20);
    await sql("UPDATE ticket_search SET words = '', version = 1");
    const dying = await pool().connect();
    await dying.query("BEGIN");
    await dying.query("SELECT pg_advisory_xact_lock(hashtextextended('reindex_search', 0))");
    expect(await reindexSearchBatch()).toBe(0);
    dying.release(new Error("killed"));
    await vi.waitFor(async () => expect(await reindexSearchBatch(5)).toBe(5));
    vi.useRealTimers();
    const done = await Promise.all(
      Array.from({ length: 4 }, async () => {
        let sum = 0;
        for (let round = 0; round < 100 && (await hasOutdatedSearch()); round++)
          sum += await reindexSearchBatch(3);
        return sum;
      }),
    );
    expect(done.reduce((sum, count) => sum + count, 0)).toBe(15);
  });

  it("are left to the sweep that is writing them", async () => {
    await fill(2);
    await sql("UPDATE ticket_search SET version = 1");
    const writer = await pool().connect();
    await writer.query("BEGIN");
    await writer.query(
      "UPDATE ticket_search SET words = '''newer''', version = 4, indexed_at = clock_timestamp() WHERE ticket_id = (SELECT min(ticket_id) FROM ticket_search)",
    );
    expect(await reindexSearchBatch()).toBe(1);
    await writer.query("COMMIT");
    writer.release();
    expect(await reindexSearchBatch()).toBe(0);
    expect(await sql("SELECT 1 FROM ticket_search WHERE words = '''newer'''")).toHaveLength(1);
  });
});

describe("a service with a name in the inventory", () => {
  async function list(name: string) {
    const { connectionId, organizationId } = target;
    const context = {
      open: { row: { id: connectionId, organization_id: organizationId } } as OpenConnection,
      leaseToken: 0,
      runId: null,
      readAt: new Date(),
      onUnwritable: () => undefined,
    };
    const inventory = new InventoryWriter("box", context, () => loadServices(connectionId));
    await inventory.write([{ kind: "box", externalId: "b", name, status: null, details: {} }]);
  }

  it("is found by that name, whichever was read first, and by a new name", async () => {
    const services = [{ kind: "box", externalId: "b", name: "1swdtv9h734h1", details: {} }];
    await write("m-1", { subject: "before", services });
    await list("Webbutik");
    expect(await reindexSearch(Date.now() + 10_000)).toBe(1);
    await write("m-2", { subject: "after", services });
    expect(await reindexSearch(Date.now() + 10_000)).toBe(0);
    expect(await find("webbutik")).toEqual(["after", "before"]);
    const { items } = await listTickets(viewer, ticketFilters.parse({}));
    expect(items.map((row) => row.services)).toEqual([["Webbutik"], ["Webbutik"]]);
    await list("Bokhandel");
    expect(await reindexSearch(Date.now() + 10_000)).toBe(2);
    expect([await find("webbutik"), await find("bokhandel")]).toEqual([[], ["after", "before"]]);
  });
});

describe("a version of the portal that knows nothing of versions", () => {
  it("may write words while this one runs: they are made anew", async () => {
    await write("m-1", { subject: "before" });
    await sql("UPDATE ticket SET subject = 'nw-zdb-02 after'");
    await sql(OLD_WRITE);
    expect(await words()).toMatchObject([{ version: 1 }]);
    expect(await find("after")).toEqual(["nw-zdb-02 after"]);
    expect(await reindexSearch(Date.now() + 10_000)).toBe(1);
    expect(await find("zdb-02")).toEqual(["nw-zdb-02 after"]);
  });

  it("writes nothing where nothing changed, and neither does this one", async () => {
    await write("m-1");
    const before = await sql("SELECT xmin::text FROM ticket_search");
    await write("m-1");
    expect(await reindexSearch(Date.now() + 10_000)).toBe(0);
    expect(await sql("SELECT xmin::text FROM ticket_search")).toEqual(before);
  });
});
