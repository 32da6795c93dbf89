import { randomUUID } from "node:crypto";

import { beforeAll, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { NEW_TICKET_KEY, replyKey } from "@/lib/files/draft-key";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { processSubmission } from "@/lib/submissions/process-submission";
import type { AcceptedSubmission } from "@/lib/submissions/types";
import { actOnTicket, setCollaborators } from "@/lib/tickets/commands";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";
import { casesOf, type FaultCase, isCertain } from "@/tests/helpers/submissions/fault-cases";
import { report } from "@/tests/helpers/submissions/report";
import { type ProviderId, useOutboxScene } from "@/tests/helpers/submissions/scene";
import { VirtualClock } from "@/tests/helpers/submissions/time";

const FULL_COUNT_MS = 3_600_000;

useTestDatabase();
const scene = useOutboxScene();
const clock = new VirtualClock();
let viewer: Viewer;

interface Write {
  name: string;
  provider: ProviderId;
  method: "POST" | "PATCH";
  path: string;
  /** How many such calls of the same submission pass before. */
  skip?: number;
  /** The state of the ticket that it needs; null for a new ticket. */
  status: string | null;
  post: (ticketId: string, token: string) => Promise<AcceptedSubmission>;
}

const common = (ticketId: string) => ({ formKey: randomUUID(), ticketId });
const create = (provider: ProviderId) => (_: string, token: string) =>
  fileTicket(viewer, {
    formKey: randomUUID(),
    connectionId: scene().connectionOf(provider),
    draftKey: NEW_TICKET_KEY,
    files: [],
    values: {
      subject: "Site down",
      message: `Nothing answers. ${token}`,
      ...(provider === "hostup" ? { department: "vps" } : {}),
    },
  });
const reply =
  (options: { encrypted?: boolean; continues?: boolean; file?: boolean; provider?: ProviderId }) =>
  async (ticketId: string, token: string) => {
    const connectionId = scene().connectionOf(options.provider ?? "hostup");
    const upload = () => scene().upload(viewer, `${token}.txt`, replyKey(ticketId), connectionId);
    return sendReply(viewer, {
      ...common(ticketId),
      message: `Any news? ${token}`,
      encrypted: options.encrypted ?? false,
      continues: options.continues ?? false,
      files: options.file ? [await upload()] : [],
    });
  };
const act = (action: "close" | "reopen" | "solve") => (ticketId: string) =>
  actOnTicket(viewer, { ...common(ticketId), action });

const MESSAGES = "*/messages";
const WRITES: Write[] = [
  {
    name: "HostUp create",
    provider: "hostup",
    method: "POST",
    path: "*/support/tickets",
    status: null,
    post: create("hostup"),
  },
  {
    name: "HostUp reply",
    provider: "hostup",
    method: "POST",
    path: MESSAGES,
    status: "open",
    post: reply({}),
  },
  {
    name: "HostUp encrypted reply",
    provider: "hostup",
    method: "POST",
    path: MESSAGES,
    status: "open",
    post: reply({ encrypted: true }),
  },
  {
    name: "HostUp close",
    provider: "hostup",
    method: "POST",
    path: "*/actions/close",
    status: "open",
    post: act("close"),
  },
  {
    name: "HostUp reopen",
    provider: "hostup",
    method: "POST",
    path: "*/actions/reopen",
    status: "closed",
    post: act("reopen"),
  },
  {
    name: "HostUp reopen before a reply",
    provider: "hostup",
    method: "POST",
    path: "*/actions/reopen",
    status: "closed",
    post: reply({ continues: true }),
  },
  {
    name: "HostUp upload",
    provider: "hostup",
    method: "POST",
    path: "*/attachments",
    status: "open",
    post: reply({ file: true }),
  },
  {
    name: "HostUp message that carries a file",
    provider: "hostup",
    method: "POST",
    path: MESSAGES,
    skip: 1,
    status: "open",
    post: reply({ file: true }),
  },
  {
    name: "Upsun create",
    provider: "upsun",
    method: "POST",
    path: "/tickets",
    status: null,
    post: create("upsun"),
  },
  {
    name: "Upsun reply",
    provider: "upsun",
    method: "POST",
    path: "/comments",
    status: "open",
    post: reply({}),
  },
  {
    name: "Upsun reply with a file",
    provider: "upsun",
    method: "POST",
    path: "/comments",
    status: "open",
    post: reply({ file: true, provider: "upsun" }),
  },
  {
    name: "Upsun solve",
    provider: "upsun",
    method: "PATCH",
    path: "/tickets/*",
    status: "open",
    post: act("solve"),
  },
  {
    name: "Upsun reopen",
    provider: "upsun",
    method: "PATCH",
    path: "/tickets/*",
    status: "solved",
    post: act("reopen"),
  },
  {
    name: "Upsun collaborators",
    provider: "upsun",
    method: "PATCH",
    path: "/tickets/*",
    status: "open",
    post: (ticketId) => setCollaborators(viewer, { ...common(ticketId), ids: [randomUUID()] }),
  },
];

const tickets: Record<string, { ticketId: string; externalId: string }> = {};

beforeAll(async () => {
  viewer = await scene().person();
  for (const provider of ["hostup", "upsun"] as const)
    tickets[provider] = await scene().ticket(provider);
});

const isPostOf = (provider: ProviderId) => (entry: { method: string; path: string }) =>
  entry.method !== "GET" && (provider === "hostup" || !entry.path.endsWith("/token"));

/** The writes of one submission that its provider was asked for, accepted or not. */
function callsTo(write: Write): number {
  const pattern = new RegExp(`${write.path.replaceAll("*", ".*")}$`);
  return scene()
    .sandbox(write.provider)
    .control.requests()
    .filter(
      (entry) =>
        isPostOf(write.provider)(entry) &&
        entry.method === write.method &&
        pattern.test(entry.path),
    ).length;
}

async function ready({ provider, status }: Write): Promise<string> {
  const { ticketId = "", externalId = "" } = tickets[provider] ?? {};
  scene().sandbox(provider).control.clearJournal();
  await sql(
    "UPDATE connection SET status = 'active', provider_pause_until = NULL, probing_until = NULL, lease_until = NULL",
  );
  // A refused reply withdraws replies until the next check.
  await sql("UPDATE connection SET capabilities = $2 WHERE id = $1", [
    scene().connectionOf("upsun"),
    JSON.stringify(
      ["conversation", "reply", "attach_reply"].map((capability) => ({
        capability,
        available: true,
        ...(capability === "conversation" ? { via: "path" } : {}),
      })),
    ),
  ]);
  if (status === null) return ticketId;
  scene().sandbox(provider).control.changeTicket(externalId, { status });
  await readTicketNow(ticketId);
  return ticketId;
}

/** Runs one case to its end and says what is wrong with it, if anything. */
async function run(write: Write, { status, body, when }: FaultCase): Promise<string[]> {
  const { control } = scene().sandbox(write.provider);
  const ticketId = await ready(write);
  const token = randomUUID();
  const fault = control.addFault({
    kind: "answer",
    method: write.method,
    path: write.path,
    skip: write.skip ?? 0,
    count: null,
    status,
    when,
    ...body,
  });
  const { submissionId } = await write.post(ticketId, token);
  let row = await processSubmission(submissionId);
  control.removeFault(fault.id);
  const first = `${row.state} ${row.step}`;
  const asked = callsTo(write);
  // Nobody has said that anything may be sent again; what was turned away may be.
  for (const minutes of [1, 5, 30]) {
    if (row.state !== "unknown" && row.state !== "queued") break;
    await clock.pass(minutes * 60);
    row = await processSubmission(submissionId);
  }
  const problems: string[] = [];
  const again = callsTo(write) - asked;
  const mayRepeat = isCertain(write.provider, status) && first.startsWith("queued");
  if (again > 0 && !mayRepeat) problems.push(`sent again by itself (${again} more calls)`);
  if (row.state === "needs_decision") {
    await decideSubmission(viewer, { submissionId, decision: "send_again" });
    row = await processSubmission(submissionId);
  }
  const wasRefused = row.state === "rejected" && isCertain(write.provider, status);
  const writes = acceptedOf(write);
  const expected = wasRefused ? 0 : 1;
  const [file] = await sql<{ state: string }>(
    "SELECT state FROM outgoing_file WHERE submission_id = $1",
    [submissionId],
  );
  const namesIt = file?.state === "missing" || file?.state === "refused";
  if (writes > 1) problems.push(`DOUBLED: accepted ${writes} times`);
  if (writes < expected && !namesIt) problems.push("LOST: nothing says that it was not accepted");
  if (writes === 1 && namesIt) problems.push("LOST: a file is called missing that is there");
  if (row.state !== "sent" && !wasRefused) problems.push(`ends as ${row.state}`);
  return problems.map(
    (problem) =>
      `${write.name}, ${status} ${JSON.stringify(body)} ${when}: ${problem} (first ${first})`,
  );
}

/** How often the one write was accepted. */
function acceptedOf({ provider, path, skip, method }: Write): number {
  const pattern = new RegExp(`${path.replaceAll("*", ".*")}$`);
  const entries = scene()
    .sandbox(provider)
    .control.journal()
    .filter((entry) => entry.method === method && pattern.test(entry.path));
  return entries.length - (skip ?? 0);
}

it.for(WRITES)(
  "$name: no status and no body has it sent twice or lost, before or after it was accepted",
  { timeout: FULL_COUNT_MS },
  async (write, { task }) => {
    const cases = casesOf(write.provider, WRITES.indexOf(write));
    const problems: string[] = [];
    for (const one of cases) problems.push(...(await run(write, one)));
    const counted = (word: string) => problems.filter((problem) => problem.includes(word)).length;
    report(task, {
      what: `faults of ${write.name}`,
      runs: cases.length,
      lost: counted("LOST"),
      doubled: counted("DOUBLED"),
      slowestSeconds: null,
    });
    expect(problems).toEqual([]);
  },
);

it("an answer that cannot be accepted twice changes nothing about reads: they are tried again, and their failure is no unknown outcome", async () => {
  const { ticketId = "", externalId = "" } = tickets.hostup ?? {};
  const { control } = scene().hostup;
  for (const status of [502, 503, 504]) {
    control.addFault({ kind: "status", method: "GET", path: `*/${externalId}`, status, count: 1 });
    expect(await readTicketNow(ticketId)).toMatchObject({
      outcome: expect.stringMatching(/changed/),
    });
  }
  control.addFault({
    kind: "answer",
    method: "GET",
    path: `*/${externalId}`,
    status: 500,
    body: { error: "rate_limited" },
  });
  expect(await readTicketNow(ticketId)).toMatchObject({
    outcome: "failed",
    code: "provider_unavailable",
  });
});
