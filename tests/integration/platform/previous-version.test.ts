import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { actedBy } from "@/lib/auth/acted-by";
import type { Viewer } from "@/lib/auth/types";
import { migrate } from "@/lib/db/migrate/migrate";
import { prisma } from "@/lib/db/prisma";
import { restoreDraft, saveDraft } from "@/lib/drafts/commands";
import { loadDraft } from "@/lib/drafts/queries";
import { formatDraftKey, parseDraftKey } from "@/lib/files/draft-key";
import { eraseOld } from "@/lib/files/erase-old";
import { filesAt } from "@/lib/files/queries";
import { decide } from "@/lib/submissions/decide";
import { submissionStatus } from "@/lib/submissions/queries";
import { ticketSubmissions } from "@/lib/tickets/detail/ticket-submissions";
import { currentViewer, makeSession } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { english } from "@/tests/helpers/texts";

import {
  ADDED_VALUES,
  AUTHOR,
  FILE_STATES,
  fillPreviousVersion,
  FIRST_RENAME,
  NEW_TABLES,
  OLD_CONNECTIONS,
  OLD_STATES,
  OLD_STEPS,
  OPEN_TICKET,
  OTHER_AUTHOR,
  PLACES,
  SEALED_VALUES,
} from "../../helpers/previous-version";

type Row = Record<string, unknown>;
type Tables = Record<string, Row[]>;

/** Every value that the migrations change, in the words of the new version. */
const NEW_STATES: Record<string, string> = { asked: "needs_decision" };
const NEW_STEPS: Record<string, string> = { carry: "attach_message" };
const NEW_COLUMNS: Record<string, Record<string, string>> = {
  connection: {
    wanted_at: "sync_requested_at",
    not_before_at: "provider_pause_until",
    not_before_reason: "provider_pause_reason",
    full_read_at: "deletions_checked_at",
  },
  submission: { carrier_external_id: "attach_message_external_id" },
  outgoing_file: { pinned_at: "uploaded_at", given_name: "original_filename" },
};
/** Compared by name in tests of their own. */
const REPLACED = ["place", "kind", "target_id", "draft_kind", "draft_target_id", "discarded_at"];

const name = `previous_${randomBytes(6).toString("hex")}`;
const url = new URL(inject("databaseServer"));
url.pathname = `/${name}`;
let before: Tables;
let after: Tables;
let author: Viewer;
let otherAuthor: Viewer;

async function connected<T>(href: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function migrateToPrevious(): Promise<void> {
  const root = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-previous-"));
  await cp("prisma", path.join(root, "prisma"), { recursive: true });
  const folder = path.join(root, "prisma/migrations");
  for (const migration of await readdir(folder))
    if (migration >= FIRST_RENAME && !migration.endsWith(".toml"))
      await rm(path.join(folder, migration), { recursive: true });
  await migrate({ databaseUrl: url.href, root });
  await rm(root, { recursive: true });
}

/** Every row of every table, with its columns as JSON. */
async function allRows(client: pg.Client): Promise<Tables> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT tablename AS name
       FROM pg_tables
      WHERE schemaname = 'public'
        AND tablename <> '_prisma_migrations'
      ORDER BY tablename`,
  );
  const all: Tables = {};
  for (const table of tables) {
    const { rows } = await client.query<{ row: Row }>(
      `SELECT to_jsonb(t) AS row FROM "${table.name}" t ORDER BY to_jsonb(t)->>'id', to_jsonb(t)->>'external_id'`,
    );
    all[table.name] = rows.map(({ row }) => row);
  }
  return all;
}

/** The row as the new version should hold it. */
function renamed(table: string, row: Row): Row {
  const entries = Object.entries(row).map(([column, value]): [string, unknown] => {
    const to = NEW_COLUMNS[table]?.[column] ?? column;
    if (table === "submission" && column === "state")
      return [to, NEW_STATES[String(value)] ?? value];
    if (table === "submission" && column === "step") return [to, NEW_STEPS[String(value)] ?? value];
    if (to === "provider_pause_reason") return [to, value === "asked" ? "requested" : value];
    if (column !== "checkpoint" || value === null) return [to, value];
    const { looked, ...rest } = value as Row;
    return [to, looked === undefined ? rest : { ...rest, deletionsChecked: looked }];
  });
  return Object.fromEntries(entries);
}

/** Filled from the history, and compared in a test of their own. */
const FILLED = ["changed_at", "email_verified_at", "removed_at"];
/** Without empty columns that the version before did not have. */
function withoutAdded(row: Row, before: Row = {}): Row {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([column, value]) =>
        column in before ||
        (value !== null && !FILLED.includes(column) && value !== ADDED_VALUES[column]),
    ),
  );
}

function withoutReplaced(table: string, row: Row): Row {
  if (table !== "draft" && table !== "outgoing_file") return row;
  const kept = REPLACED.filter((column) => table !== "draft" || column !== "discarded_at");
  return Object.fromEntries(Object.entries(row).filter(([column]) => !kept.includes(column)));
}

const keyOf = (place: string) => {
  const key = parseDraftKey(place);
  if (!key) throw new Error(`${place} is no key.`);
  return key;
};

const viewerOf = async (id: string) => {
  await makeSession(id);
  const viewer = await currentViewer(id);
  if (!viewer) throw new Error(`There is no ${id}.`);
  return viewer;
};

beforeAll(async () => {
  process.env.DATABASE_URL = url.href;
  await connected(inject("databaseServer"), (client) => client.query(`CREATE DATABASE ${name}`));
  await migrateToPrevious();
  before = await connected(url.href, async (client) => {
    await fillPreviousVersion(client);
    return allRows(client);
  });
  await migrate({ databaseUrl: url.href });
  after = await connected(url.href, allRows);
  author = await viewerOf(AUTHOR);
  otherAuthor = await viewerOf(OTHER_AUTHOR);
}, 60_000);

afterAll(async () => {
  await globalThis.ticketbridgePrisma?.$disconnect();
  await globalThis.ticketbridgePool?.end();
  globalThis.ticketbridgePrisma = undefined;
  globalThis.ticketbridgePool = undefined;
  await connected(inject("databaseServer"), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  );
});

describe("a database of the version before the renames", () => {
  it("keeps every row of every table, with every value under its new name", () => {
    expect(Object.keys(after).filter((table) => !NEW_TABLES.includes(table))).toEqual(
      Object.keys(before),
    );
    for (const [table, rows] of Object.entries(before)) {
      const expected = rows.map((row) => withoutReplaced(table, renamed(table, row)));
      expect(
        after[table]?.map((row) => withoutAdded(withoutReplaced(table, row), expected[0])),
        table,
      ).toEqual(expected);
    }
    for (const user of after.user ?? []) expect(user.email_verified_at).toEqual(user.created_at);
  });

  it("leaves the timeline of every ticket to be made", () => {
    expect(after.outdated_timeline?.map((row) => row.ticket_id).sort()).toEqual(
      before.ticket?.map((row) => row.id).sort(),
    );
  });

  it("keeps the state and step of every submission", async () => {
    for (const state of OLD_STATES)
      for (const step of OLD_STEPS)
        expect(
          await submissionStatus(author, `${state}-${step}`),
          `${state}-${step}`,
        ).toMatchObject({
          state: NEW_STATES[state] ?? state,
          step: NEW_STEPS[step] ?? step,
        });
    const rows = await prisma().submission.findMany({ where: { state: "needs_decision" } });
    expect(rows.map((row) => row.attachMessageExternalId).sort()).toEqual(
      OLD_STEPS.map((step) => `message of asked-${step}`).sort(),
    );
  });

  it("shows the submissions that need a decision, and takes one", async () => {
    const { pending } = await ticketSubmissions(english, OPEN_TICKET);
    expect(pending.filter(({ state }) => state === "needs_decision")).toHaveLength(4);
    expect(await decide("asked-write", "drop", actedBy(author))).toMatchObject({
      state: "abandoned",
    });
  });

  it("keeps what each connection knows of its provider and of its sweep", async () => {
    const connections = await prisma().connection.findMany({ orderBy: { id: "asc" } });
    const known = {
      syncRequestedAt: new Date("2026-11-01"),
      providerPauseUntil: new Date("2026-11-02"),
      deletionsCheckedAt: new Date("2026-11-03"),
    };
    expect(connections).toMatchObject([
      {
        id: OLD_CONNECTIONS[0],
        ...known,
        providerPauseReason: "requested",
        checkpoint: { sweepId: "sweep-1", deletionsChecked: true },
      },
      { id: OLD_CONNECTIONS[1], ...known, providerPauseReason: "unanswered" },
    ]);
    expect(connections.map(({ checkpoint }) => Object.keys(checkpoint as Row))).not.toContain(
      "looked",
    );
  });
});

describe("the parts of a ticket of the version before", () => {
  it("are marked as changed and removed where its history says so", async () => {
    const marks = await sql(
      `SELECT external_id AS id, changed_at, removed_at FROM message
       UNION ALL SELECT external_id, changed_at, removed_at FROM attachment ORDER BY 1`,
    );
    expect(marks).toEqual([
      { id: "back", changed_at: null, removed_at: null },
      { id: "edited", changed_at: new Date("2026-11-04"), removed_at: null },
      { id: "file", changed_at: null, removed_at: new Date("2026-11-05") },
      { id: "gone", changed_at: null, removed_at: new Date("2026-11-01") },
      { id: "kept", changed_at: null, removed_at: null },
      { id: "kept-file", changed_at: null, removed_at: null },
    ]);
  });

  it("do not say when what happened before was recorded", async () => {
    expect(await sql("SELECT DISTINCT not_before, recorded_at FROM event")).toEqual([
      { not_before: null, recorded_at: null },
    ]);
  });
});

describe("a draft of the version before", () => {
  it.each(PLACES)("of %s is found under its key, with its files", async (place) => {
    expect(await loadDraft(author, keyOf(place))).toMatchObject({
      formKey: `draft at ${place}`,
      values: place.startsWith("reply:") ? SEALED_VALUES : { message: `At ${place}` },
      files: [{ filename: `file at ${place}`, state: "ready" }],
    });
  });

  it.each(PLACES)("of %s that was discarded can be restored, with its files", async (place) => {
    const key = keyOf(place);
    // Only its author sees a submission's draft.
    if (key.kind === "resubmission") return expectDiscarded(place);
    expect(await loadDraft(otherAuthor, key)).toBeNull();
    expect(await filesAt(otherAuthor, key)).toEqual([]);
    expect(await restoreDraft(otherAuthor, key)).toMatchObject({
      values: { message: `Discarded at ${place}` },
      files: [{ filename: `discarded file at ${place}` }],
    });
  });

  async function expectDiscarded(place: string): Promise<void> {
    const { kind, targetId } = keyOf(place);
    const owned = { userId: OTHER_AUTHOR, discardedAt: { not: null } };
    expect(await prisma().draft.findMany({ where: { ...owned, kind, targetId } })).toHaveLength(1);
    expect(
      await prisma().outgoingFile.findMany({
        where: { ...owned, draftKind: kind, draftTargetId: targetId },
      }),
    ).toMatchObject([{ filename: `discarded file at ${place}` }]);
  }

  it("is the only one of its key", async () => {
    const [place = ""] = PLACES;
    const draftKey = keyOf(place);
    const saved = { draftKey, formKey: "another", values: { message: "More" }, version: 1 };
    expect(await saveDraft(author, saved)).toMatchObject({ state: "saved", version: 2 });
    const drafts = await prisma().draft.findMany({ where: { userId: AUTHOR } });
    const keys = drafts.map(({ kind, targetId }) => formatDraftKey({ kind, targetId }));
    expect(keys.sort()).toEqual([...PLACES].sort());
  });
});

describe("a file of the version before", () => {
  it("that was sent keeps its state, name and time of upload", async () => {
    const files = await prisma().outgoingFile.findMany({ where: { submissionId: "sent-files" } });
    expect(files.map(({ state }) => state).sort()).toEqual([...FILE_STATES].sort());
    for (const file of files)
      expect(file).toMatchObject({
        originalFilename: "given",
        uploadedAt: new Date("2026-11-04"),
        draftKind: "reply",
        draftTargetId: OPEN_TICKET,
      });
    const missing = (await ticketSubmissions(english, OPEN_TICKET)).outgoing.map(
      ({ filename }) => filename,
    );
    expect(missing).toEqual(expect.arrayContaining(["missing file", "refused file"]));
  });

  it("counts as before, and is deleted only where it belonged to no draft", async () => {
    const waiting = () =>
      sql(
        `SELECT count(*)::int AS files,
                (SELECT waiting_files FROM person_usage WHERE user_id = $1) AS counted
           FROM outgoing_file
          WHERE user_id = $1
            AND submission_id IS NULL
            AND draft_kind IS NOT NULL`,
        [AUTHOR],
      );
    expect(await waiting()).toEqual([{ files: PLACES.length, counted: PLACES.length }]);
    await eraseOld();
    const left = await prisma().outgoingFile.findMany({ where: { id: { contains: "file" } } });
    expect(left.map(({ id }) => id)).not.toContain("dropped file");
    expect(left).toHaveLength(2 * PLACES.length + FILE_STATES.length);
    await sql("DELETE FROM outgoing_file WHERE id = 'file at new'");
    expect(await waiting()).toEqual([{ files: PLACES.length - 1, counted: PLACES.length - 1 }]);
  });
});
