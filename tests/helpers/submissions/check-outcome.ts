import type { SubmissionState } from "@/lib/submissions/submission";
import { sql } from "@/tests/helpers/sql";

import type { JournalEntry } from "../../../sandbox/shared/state";
import type { OutboxScene, SceneIntent } from "./scene";

/** Counts from the providers' journals and our rows. */
export interface OutcomeCounts {
  lost: number;
  doubled: number;
  /** One sentence for each deviation. */
  problems: string[];
}

interface Row {
  id: string;
  form_key: string;
  state: SubmissionState;
  external_id: string | null;
  ticket_external_id: string | null;
  turn: string | null;
}

/** The rows of these intents by their form's key. */
export async function rowsOf(intents: readonly SceneIntent[]): Promise<Map<string, Row>> {
  const rows = await sql<Row>(
    `SELECT s.id, s.form_key, s.state, s.external_id, t.external_id AS ticket_external_id, t.turn FROM submission s LEFT JOIN ticket t ON t.id = s.ticket_id WHERE s.form_key = ANY($1)`,
    [intents.map(({ post }) => post.input.formKey)],
  );
  return new Map(rows.map((row) => [row.form_key, row]));
}

export async function idsOf(intents: readonly SceneIntent[]): Promise<string[]> {
  return [...(await rowsOf(intents)).values()].map(({ id }) => id);
}

const isUpload = (entry: JournalEntry) => entry.path.endsWith("/support/attachments");
const isCarrier = (entry: JournalEntry) => /"message":"Files?: /.test(JSON.stringify(entry.body));

const hasFile =
  (name: string) =>
  ({ body }: JournalEntry): boolean =>
    JSON.stringify((body as { attachments?: unknown }).attachments ?? []).includes(name);

/** Accepted writes of an intent, without its files. */
function writesOf(intent: SceneIntent, journal: readonly JournalEntry[]): JournalEntry[] {
  if (intent.kind === "close")
    return journal.filter((entry) => entry.path.endsWith(`/${intent.about}/actions/close`));
  if (intent.kind === "solve")
    return journal.filter(
      (entry) => entry.method === "PATCH" && entry.ids.ticketId === intent.about,
    );
  return journal.filter(
    (entry) =>
      !isUpload(entry) && !isCarrier(entry) && JSON.stringify(entry.body).includes(intent.token),
  );
}

/** How many tickets, replies or changes of each intent its provider has accepted. */
export function writesAccepted(scene: OutboxScene, intents: readonly SceneIntent[]): number[] {
  const journals = { hostup: scene.hostup.control.journal(), upsun: scene.upsun.control.journal() };
  return intents.map((intent) => writesOf(intent, journals[intent.provider]).length);
}

/**
 * Compares each intent with the journal: exactly one write, which has its files where they travel in
 * the call, else one upload and one carrying message a file; a row that is sent and points at the result, and one entry in the mirror.
 */
export async function checkOutcome(
  scene: OutboxScene,
  intents: readonly SceneIntent[],
): Promise<OutcomeCounts> {
  const journals = { hostup: scene.hostup.control.journal(), upsun: scene.upsun.control.journal() };
  const rows = await rowsOf(intents);
  const counts: OutcomeCounts = { lost: 0, doubled: 0, problems: [] };
  for (const intent of intents) {
    const problem = (text: string) =>
      counts.problems.push(`${intent.provider} ${intent.kind} ${intent.token}: ${text}`);
    const journal = journals[intent.provider];
    const [write, ...more] = writesOf(intent, journal);
    if (!write) counts.lost += 1;
    if (more.length > 0) counts.doubled += 1;
    if (!write || more.length > 0)
      problem(`${more.length + (write ? 1 : 0)} writes in the journal`);
    const row = rows.get(intent.post.input.formKey);
    if (row?.state !== "sent") problem(`ends as ${row?.state ?? "no row"}`);
    if (!row || !write) continue;
    const ticket = write.ids.ticketId ?? "";
    if (row.ticket_external_id !== ticket)
      problem(`points at ticket ${row.ticket_external_id} instead of ${ticket}`);
    if (intent.kind === "create" && row.external_id !== ticket)
      problem(`keeps ${row.external_id} for its ticket's id`);
    const messageId = write.ids.messageId ?? write.ids.commentId;
    if (intent.kind === "reply" && row.external_id !== messageId)
      problem(`keeps ${row.external_id} for its message's id`);
    if ((intent.kind === "close" || intent.kind === "solve") && row.turn !== "done")
      problem(`the ticket stands as ${row.turn}`);
    for (const text of await mirrorProblems(intent)) problem(text);
    for (const name of intent.files)
      for (const text of await fileProblems(intent, row.id, name, journal, counts)) problem(text);
  }
  return counts;
}

async function count(statement: string, values: unknown[]): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${statement}`,
    values,
  );
  return row?.count ?? 0;
}

async function mirrorProblems(intent: SceneIntent): Promise<string[]> {
  if (intent.kind !== "create" && intent.kind !== "reply") return [];
  const text = `%${intent.token}%`;
  const found =
    intent.kind === "create"
      ? await count("ticket WHERE body LIKE $1", [text])
      : await count("message WHERE body LIKE $1 AND body NOT LIKE 'File%'", [text]);
  return found === 1 ? [] : [`${found} times in the mirror`];
}

async function fileProblems(
  { provider }: SceneIntent,
  submissionId: string,
  name: string,
  journal: readonly JournalEntry[],
  counts: OutcomeCounts,
): Promise<string[]> {
  const problems: string[] = [];
  const named = journal.filter((entry) => JSON.stringify(entry.body).includes(name));
  const transfers: Record<string, number> =
    provider === "hostup"
      ? {
          uploads: named.filter(isUpload).length,
          "messages that carry": named.filter(isCarrier).length,
        }
      : { "calls with": named.filter(hasFile(name)).length };
  const times = Object.values(transfers);
  if (times.some((each) => each > 1)) counts.doubled += 1;
  if (times.includes(0)) counts.lost += 1;
  for (const [what, each] of Object.entries(transfers))
    if (each !== 1) problems.push(`${each} ${what} ${name}`);
  const [file] = await sql<{ state: string }>(
    "SELECT state FROM outgoing_file WHERE submission_id = $1 AND filename = $2",
    [submissionId, name],
  );
  if (file?.state !== "confirmed") problems.push(`${name} ends as ${file?.state ?? "no file"}`);
  const shown = await count("attachment WHERE filename = $1", [name]);
  if (shown !== 1) problems.push(`${name} is ${shown} times in the mirror`);
  return problems;
}
