import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { learnWords } from "@/lib/jobs/renew-stored";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { registerProvider } from "@/lib/providers/registry";
import { listAllTickets } from "@/lib/review/queries";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { statementsDuring } from "@/tests/helpers/postgres/statements-during";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
const provider = memoryProvider(account);
let viewer: Viewer;
let target: MirrorTarget;
let unregister: () => void;

const file = { externalId: "f", messageExternalId: null, filename: "a.log", mimeType: null };
const shop = { kind: "box", externalId: "box-1", name: "My shop", details: {} };

beforeAll(async () => {
  unregister = registerProvider(provider);
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  target = await makeTarget(organizationId, provider);
  await sql(
    `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, read_at)
     VALUES ('s-1', $1, $2, 'box', 'box-1', 'My shop', now())`,
    [organizationId, target.connectionId],
  );
  const snapshots = [
    account.put("a", { subject: "A mail", status: "open", requesterName: "Anna Berg" }),
    account.put("b", { subject: "B mail", status: "answered", requesterName: "Åke Anka" }),
    account.put("c", { subject: "C disk", status: "closed", priority: "high", services: [shop] }),
    account.put("d", { subject: "D disk", attachments: [{ ...file, downloadUrl: "/f" }] }),
    account.put("e", { subject: "E says Anna status:odd", body: "foo is:blue" }),
  ];
  await writeSnapshots(
    target,
    snapshots.map((snapshot) => ({ snapshot })),
    { runId: null },
  );
  await sql(
    `INSERT INTO ticket_seen (ticket_id, user_id, seen_at, event_id, archived_event_id)
     SELECT id, $1, now(), 1000000, 1000000 FROM ticket WHERE external_id = 'd'`,
    [viewer.userId],
  );
});

afterAll(() => unregister());

const view = (q: string, more: object = {}, by = viewer) =>
  listTickets(by, ticketFilters.parse({ q, ...more }));
async function found(q: string, more: object = {}, by = viewer): Promise<string> {
  const { items } = await view(q, more, by);
  return items
    .map(({ subject }) => subject.charAt(0))
    .toSorted()
    .join("");
}

describe("words of a search that filter", () => {
  it.each([
    ["status:answered", "B"],
    ["STATUS:Answered mail", "B"],
    ["status:answered status:closed", "BC"],
    ["-status:open", "BC"],
    ["mail -status:open", "B"],
    ["status:ans", "B"],
    ["turn:done", "C"],
    ["-turn:done mail", "AB"],
    ["provider:memory", "ABCE"],
    ['provider:"Memory Hosting" disk', "CD"],
    ["-provider:memory", ""],
    ["priority:high", "C"],
    ["-priority:high", "ABE"],
    ['service:"my shop"', "C"],
    ["service:box-1", "C"],
    ["-service:my disk", "D"],
    ["from:anna", "A"],
    ["from:ake", "B"],
    ['from:"berg anna"', "A"],
    ["from:ann from:åke", "AB"],
    ["mail -from:anna", "B"],
    ["mail or disk from:anna", "A"],
    ["has:file", ""],
    ["has:file is:archived", "D"],
    ["has:file disk", "D"],
    ["disk -has:file", "C"],
    ["is:archived", "D"],
    ["disk -is:archived", "C"],
    ["is:mine", ""],
    ["-is:mine", "ABCE"],
    ["status:", "ABCE"],
    ["mail status:", "AB"],
  ])("%s finds %j", async (typed, subjects) => {
    expect(await found(typed)).toBe(subjects);
    expect((await view(typed)).asText).toEqual([]);
  });

  it("are days, which narrow those of the filters", async () => {
    const day = "2026-03-01";
    expect(await found(`since:${day} disk`)).toBe("CD");
    expect(await found(`until:${day} disk`)).toBe("CD");
    expect(await found("since:2026-03-02")).toBe("");
    expect(await found('until:"2026-02-28"')).toBe("");
    expect(await found(`since:${day}`, { since: "2026-03-02" })).toBe("");
    expect(await found("since:2026-03-02", { since: day })).toBe("");
    expect(await found(`until:${day} mail`, { until: "2026-03-09" })).toBe("AB");
    expect(await found("since:2026-03 until:2026-03 disk")).toBe("CD");
    expect(await found("until:2026-02")).toBe("");
    expect(await found("until:yesterday disk")).toBe("CD");
    expect(await found("since:7d")).toBe("");
    expect((await view("since:2026-02-30 -until:2026-01-01")).asText).toEqual([
      "since:2026-02-30",
      "-until:2026-01-01",
    ]);
  });

  it("are added to the filters", async () => {
    expect(await found("status:closed", { status: ["answered", "closed"] })).toBe("C");
    expect(await found("status:closed", { status: "answered" })).toBe("");
    expect(await found("-status:closed", { status: "-answered" })).toBe("AE");
    expect(await found("is:archived", { show: "archived" })).toBe("D");
  });

  it("are searched as text, and said to be, where nothing has such a value", async () => {
    expect(await found("status:odd")).toBe("E");
    expect((await view("foo is:blue status:open")).asText).toEqual(["is:blue"]);
    expect(await found("foo is:blue")).toBe("E");
    expect(await found('"status:odd"')).toBe("E");
    expect((await view("http:odd")).asText).toEqual([]);
  });

  it("mark only the text, cost nothing where there are none, and stay in a corrected search", async () => {
    const [row] = (await view("status:answered mail")).items;
    expect(row?.hit?.subject).toEqual(["B ", "mail", ""]);
    const count = async (q: string) => (await statementsDuring(() => view(q))).length;
    expect(await count("mail status:open from:anna")).toBe(await count("mail"));
    await learnWords(Date.now() + 5_000);
    const { correction } = await view("status:open provider:memory statsu");
    expect(correction).toMatchObject({ shown: "status:open provider:memory status" });
  });

  it("know the services of the viewer's organizations only, and nothing of staff", async () => {
    const stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
    expect((await view("service:box-1", {}, stranger)).asText).toEqual(["service:box-1"]);
    const staff = await makeViewer({ role: "staff" });
    const all = await listAllTickets(staff, ticketFilters.parse({ q: "is:mine mail" }));
    expect(all.asText).toEqual(["is:mine"]);
    const answered = await listAllTickets(staff, ticketFilters.parse({ q: "status:answered" }));
    expect(answered.items.map(({ subject }) => subject)).toEqual(["B mail"]);
  });
});
