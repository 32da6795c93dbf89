import { randomUUID } from "node:crypto";

import { beforeAll, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { replyKey } from "@/lib/files/draft-key";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { type OutboxChild, useOutboxChildren } from "@/tests/helpers/submissions/children";
import type { Post } from "@/tests/helpers/submissions/process";
import { countFrom, report } from "@/tests/helpers/submissions/report";
import { useOutboxScene } from "@/tests/helpers/submissions/scene";
import { settle, VirtualClock } from "@/tests/helpers/submissions/time";

import { hostupAccounts } from "../../../sandbox/accounts";

const PAIRS = countFrom("PAIRS", 8);
const MAX_SECONDS = 5 * 60;
const FULL_COUNT_MS = 3_600_000;

useTestDatabase();
const scene = useOutboxScene();
const children = useOutboxChildren(0);
const clock = new VirtualClock();
let processes: OutboxChild[] = [];
let other: OutboxChild;
/** Another connection of the same account. */
let secondConnection: string;
let author: Viewer;
let colleague: Viewer;

beforeAll(async () => {
  processes = [children.staying(), children.staying()];
  other = children.staying();
  author = await scene().person();
  colleague = await scene().person();
  secondConnection = await makeConnection(
    author,
    "hostup",
    hostupAccounts.northwind.key.key,
    "The same account",
  );
});

/** A reply of a pair: encryption, number of files, and author. */
interface Side {
  encrypted: boolean;
  files: number;
}

interface Pair {
  sides: [Side, Side];
  people: 1 | 2;
  /** Through one connection, or each through a connection of its own. */
  connections: 1 | 2;
  /** The ticket is closed: both reopen it first. */
  continues: boolean;
}

const SIDES: Array<[Side, Side]> = [
  [
    { encrypted: true, files: 3 },
    { encrypted: false, files: 1 },
  ],
  [
    { encrypted: true, files: 2 },
    { encrypted: false, files: 2 },
  ],
  [
    { encrypted: true, files: 3 },
    { encrypted: false, files: 0 },
  ],
  [
    { encrypted: false, files: 2 },
    { encrypted: false, files: 2 },
  ],
];

const NO_FILES: [Side, Side] = [
  { encrypted: false, files: 0 },
  { encrypted: false, files: 0 },
];

function pairOf(run: number): Pair {
  return {
    sides: SIDES[run % SIDES.length] ?? NO_FILES,
    people: run % 2 === 0 ? 2 : 1,
    connections: run % 3 === 2 ? 2 : 1,
    continues: run % 5 === 4,
  };
}

interface Message {
  body: string | null;
  encrypted: boolean;
  attachments: { filename: string | null }[];
}

const messagesOf = (externalId: string) =>
  scene().hostup.control.ticket(externalId)?.ticket.messages as Message[];

/** Files that are attached to the wrong message. */
function misplaced(externalId: string): string[] {
  return messagesOf(externalId).flatMap(({ body, encrypted, attachments }) =>
    attachments.flatMap(({ filename }) => {
      const name = filename ?? "";
      const text = body ?? "";
      if (name.startsWith("secret") && !encrypted)
        return [`${name} hangs on a plain message: ${text}`];
      return text.startsWith("File") && text.includes(name)
        ? []
        : [`${name} hangs on the wrong message: ${text}`];
    }),
  );
}

it(
  "two replies at once, with files, encrypted and plain, by one person or two, from several processes: each file comes with its own message",
  { timeout: FULL_COUNT_MS },
  async ({ task }) => {
    const wrong: string[] = [];
    const notThere: string[] = [];
    let states: string[] = [];
    for (let run = 0; run < PAIRS; run += 1) {
      const pair = pairOf(run);
      const base = await scene().ticket("hostup");
      if (pair.continues)
        scene().hostup.control.changeTicket(base.externalId, { status: "closed" });
      const ticketIds = [
        base.ticketId,
        pair.connections === 2 ? await mirroredAgain(base.externalId) : base.ticketId,
      ];
      if (pair.continues)
        await sql("UPDATE ticket SET status = 'closed', turn = 'done' WHERE external_id = $1", [
          base.externalId,
        ]);
      const names: string[] = [];
      const jobs = await Promise.all(
        pair.sides.map(async (side, index) => {
          const viewer = index === 1 && pair.people === 2 ? colleague : author;
          const ticketId = ticketIds[index] ?? base.ticketId;
          const files: string[] = [];
          for (let file = 0; file < side.files; file += 1) {
            const name = `${side.encrypted ? "secret" : "plain"}-${index}-${file}-${run}.txt`;
            names.push(name);
            files.push(
              await scene().upload(
                viewer,
                name,
                replyKey(ticketId),
                index === 1 && pair.connections === 2 ? secondConnection : undefined,
              ),
            );
          }
          const post: Post = {
            as: "reply",
            input: {
              formKey: randomUUID(),
              ticketId,
              message: `Side ${index} of pair ${run}.`,
              encrypted: side.encrypted,
              files,
              continues: pair.continues,
            },
          };
          return { as: "post" as const, viewer, post };
        }),
      );
      await Promise.all(
        processes.map((child, index) => child.run(jobs[index] ?? { as: "cron", budget: 1 })),
      );
      const rows = await sql<{ id: string }>("SELECT id FROM submission WHERE form_key = ANY($1)", [
        jobs.map(({ post }) => post.input.formKey),
      ]);
      await settle(
        clock,
        other,
        rows.map(({ id }) => id),
        ["sent"],
        MAX_SECONDS,
      );
      const ended = await sql<{ state: string; files: string[]; notice: string | null }>(
        `SELECT s.state, s.notice, array(SELECT f.state::text FROM outgoing_file f WHERE f.submission_id = s.id) AS files FROM submission s WHERE s.id = ANY($1)`,
        [rows.map(({ id }) => id)],
      );
      states = [
        ...states,
        ...ended.flatMap(({ state, files, notice }) => [
          state,
          ...files,
          ...(notice === null ? [] : [notice]),
        ]),
      ];
      wrong.push(...misplaced(base.externalId));
      const arrived = messagesOf(base.externalId).flatMap(({ attachments }) =>
        attachments.map(({ filename }) => filename),
      );
      notThere.push(...names.filter((name) => arrived.filter((one) => one === name).length !== 1));
    }
    report(task, {
      what: "pairs of replies with files",
      runs: PAIRS,
      lost: notThere.length,
      doubled: 0,
      slowestSeconds: null,
      note: `${wrong.length} files on a wrong message`,
    });
    expect(wrong).toEqual([]);
    expect(notThere).toEqual([]);
    expect(new Set(states)).toEqual(new Set(["sent", "confirmed"]));
  },
);

/** The same ticket's row under the second connection. */
async function mirroredAgain(externalId: string): Promise<string> {
  await sql("UPDATE connection SET lease_until = NULL WHERE id = $1", [secondConnection]);
  await syncConnection(secondConnection, { trigger: "person" });
  const [row] = await sql<{ id: string }>(
    "SELECT id FROM ticket WHERE connection_id = $1 AND external_id = $2",
    [secondConnection, externalId],
  );
  if (!row) throw new Error("The second connection does not mirror the ticket.");
  return row.id;
}
