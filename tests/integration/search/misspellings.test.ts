import { beforeAll, expect, it } from "vitest";

import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { learnWords } from "@/lib/jobs/renew-stored";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { listAllTickets } from "@/lib/review/queries";
import { corrections } from "@/lib/search/spelling";
import { wordsLike } from "@/lib/tickets/list/corrected-page";
import { setTicketPrivacy } from "@/lib/tickets/privacy/set-privacy";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { timelineScenarios } from "@/sandbox/timeline/scenarios";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { statementsDuring } from "@/tests/helpers/postgres/statements-during";
import { drawMisspellings } from "@/tests/helpers/search/misspellings";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const SEED = 17;
const DRAWN = 200;

const account = new MemoryAccount();
let viewer: Viewer;
let target: MirrorTarget;

const text = (told: string) => told.replace(/<<|>>|[{}|]/g, " ");

async function write(...tickets: Array<[id: string, subject: string, body?: string]>) {
  const snapshots = tickets.map(([id, subject, body]) => ({
    snapshot: account.put(id, { subject, body: body ?? null }),
  }));
  await writeSnapshots(target, snapshots, { runId: null });
}

async function learn() {
  await sql("DELETE FROM search_list");
  await learnWords(Date.now() + 30_000);
}

const list = (q: string, by = viewer) => listTickets(by, ticketFilters.parse({ q }));
const found = async (q: string, by = viewer) => {
  const { items, correction } = await list(q, by);
  return { subjects: items.map(({ subject }) => subject), correction };
};

beforeAll(async () => {
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  target = await makeTarget(organizationId, memoryProvider(account));
  const told = Object.values(timelineScenarios).flat();
  await write(
    ...told.map(({ subjects, opening, steps }, index): [string, string, string] => [
      `told-${index}`,
      text(subjects.join(" ")),
      text([opening, ...steps.map(([, said]) => said)].join("\n")),
    ]),
    [
      "dns",
      "Byta namnservrar för domänen",
      "The nameserver of räksmörgås.example does not answer.",
    ],
  );
  await learn();
});

it("offers the right word first for 90 of 100 misspellings", async () => {
  const rows = await sql("SELECT word FROM search_word ORDER BY word");
  const drawn = drawMisspellings(
    rows.map(({ word }) => String(word)),
    DRAWN,
    SEED,
  );
  const wrong: string[] = [];
  for (const { word, typed } of drawn) {
    const known = await wordsLike(ownScope(viewer), [typed]);
    const offered = corrections([typed], known)?.get(typed);
    if (offered !== word) wrong.push(`${typed}: ${word}, not ${offered}`);
  }
  expect(drawn).toHaveLength(DRAWN);
  expect(wrong.length, wrong.join("; ")).toBeLessThanOrEqual(DRAWN / 10);
});

it("shows what the corrected search finds, as the tickets spell it, and the way to the exact one", async () => {
  const typed = "Namnservar räksmörgsa.example -bank";
  const { subjects, correction } = await found(typed);
  expect(subjects).toEqual(["Byta namnservrar för domänen"]);
  expect(correction).toEqual({
    typed,
    shown: "namnservrar räksmörgås.example -bank",
    exact: '"Namnservar" "räksmörgsa.example" -bank',
  });
  expect(await found('"Namnservar" "räksmörgsa.example" -bank')).toEqual({
    subjects: [],
    correction: undefined,
  });
});

it("leaves out a word that no ticket has, and corrects a pasted search", async () => {
  const typed = "kubernetes nameservre does not anwser";
  const { subjects, correction } = await found(typed);
  expect(subjects).toEqual(["Byta namnservrar för domänen"]);
  expect(correction).toEqual({
    typed,
    shown: "nameserver does not answer",
    exact: '"kubernetes" "nameservre" does not "anwser"',
  });
  const pasted = "The nameserver of räksmörgås.example does not answr Byta för";
  expect((await found(pasted)).correction?.shown).toContain("not answer");
});

it.each(['"nameservre"', "nameservre or domain", "-nameservre", "qqxxzzyyww nameservre", "nam"])(
  "corrects nothing in %s",
  async (typed) => expect((await found(typed)).correction).toBeUndefined(),
);

it("runs no further statement for a search that finds something", async () => {
  const count = async (q: string) => (await statementsDuring(() => list(q))).length;
  const without = await count("");
  expect(await count("nameserver")).toBe(without);
  expect(await count("nameservre")).toBe(without + 2);
  expect(await count('"nameservre"')).toBe(without - 1);
});

it("corrects searches of staff with the words of all organizations", async () => {
  const staff = await makeViewer({ role: "staff" });
  const { items, correction } = await listAllTickets(
    staff,
    ticketFilters.parse({ q: "nameservre" }),
  );
  expect(items.map(({ subject }) => subject)).toEqual(["Byta namnservrar för domänen"]);
  expect(correction).toMatchObject({ typed: "nameservre", shown: "nameserver" });
});

it("offers no word that only other people's tickets have", async () => {
  const other = await makeOrganization("Contoso");
  const stranger = await makeViewer({ organizationId: other });
  expect(await found("nameservre", stranger)).toEqual({ subjects: [], correction: undefined });
  await write(["secret", "Acquisition of Zetabolt"]);
  await sql(
    "INSERT INTO ticket_setting (ticket_id, is_private) SELECT id, true FROM ticket WHERE external_id = 'secret'",
  );
  await learn();
  expect(await sql("SELECT 1 FROM search_word WHERE word LIKE 'zetab%'")).toEqual([]);
  // Learned before it became private, or of a list that is not the viewer's any more.
  await sql("INSERT INTO search_word VALUES ($1, 'zetabyte', 1)", [target.organizationId]);
  expect((await found("zetabyet")).correction).toBeUndefined();
});

it("forgets the words of a ticket at once when it becomes private", async () => {
  const colleague = await makeViewer({ organizationId: target.organizationId });
  await write(["merger", "Merger with Quuxifold"]);
  const [{ id } = { id: "" }] = await sql<{ id: string }>(
    `INSERT INTO ticket_setting (ticket_id, is_private, owner_id, organization_id)
     SELECT id, false, $1, organization_id FROM ticket WHERE external_id = 'merger'
     RETURNING ticket_id AS id`,
    [viewer.userId],
  );
  await learn();
  expect((await found("quuxifodl", colleague)).correction?.shown).toBe("quuxifold");
  await setTicketPrivacy(viewer, { ticketId: id, isPrivate: true });
  expect((await found("quuxifodl", colleague)).correction).toBeUndefined();
  expect(await sql("SELECT 1 FROM search_word WHERE word = 'quuxifold'")).toEqual([]);
  // Words that others have as well are counted again soon.
  expect(await sql("SELECT 1 FROM search_word WHERE word = 'with'")).toHaveLength(1);
  expect(await sql("SELECT 1 FROM search_list WHERE next_at <= now()")).not.toEqual([]);
});

it("corrects as if words that the viewer may not see were unknown", async () => {
  await write(["seen", "Klorban is down"], ["hidden", "Klorbon is sold to Wimblewock"]);
  await learn();
  await sql("UPDATE search_word SET tickets = 8 WHERE word = 'klorbon'");
  const shown = async (q: string) => (await found(q)).correction?.shown;
  expect(await shown("klorbin")).toBe("klorbon");
  await sql(
    `INSERT INTO ticket_setting (ticket_id, is_private)
     SELECT id, true FROM ticket WHERE external_id = 'hidden'`,
  );
  expect(await shown("klorbin")).toBe("klorban");
  // Spelled right, it is left out like any word that no ticket has.
  expect(await shown("wimblewock nameservre answer")).toBe(
    await shown("xyzzyxyzzy nameservre answer"),
  );
});

it("forgets words that no ticket has any more, and learns each list once in six hours", async () => {
  await write(["dns", "Changed"]);
  expect(await learnWords(Date.now() + 5_000)).toBe(0);
  await learn();
  expect(await sql("SELECT 1 FROM search_word WHERE word = 'raksmorgas'")).toEqual([]);
  expect(
    await sql("SELECT 1 FROM search_list WHERE next_at > now() + interval '5 hours'"),
  ).not.toEqual([]);
});
