import type { Viewer } from "@/lib/auth/types";
import { db } from "@/lib/db/kysely";
import { prisma } from "@/lib/db/prisma";
import type { Language } from "@/lib/i18n/languages";
import { isNoticeKind, NOTICE_KINDS } from "@/lib/notices/kinds";
import type { NoticeDetail, NoticeReason } from "@/lib/notices/types";
import type { NoticeBatch, NoticeItem } from "@/lib/notifications/deliver/channel";
import { mailChannel } from "@/lib/notifications/deliver/channels/mail";
import { sendTestMail } from "@/lib/notifications/settings/send-test-mail";
import { findProvider } from "@/lib/providers/registry";

import { sql } from "../sql";

const DETAILS: Readonly<Record<Exclude<NoticeDetail, "test">, true>> = {
  message: true,
  automatic: true,
  status: true,
  priority: true,
  opened_elsewhere: true,
  filed: true,
  rejected: true,
  unknown: true,
  needs_decision: true,
  message_changed: true,
  message_removed: true,
  file_removed: true,
  arrived: true,
  key_refused: true,
  copied_in: true,
  added: true,
  noted: true,
};
const REASONS: Readonly<Record<NoticeReason, true>> = {
  own: true,
  filed: true,
  replied: true,
  mentioned: true,
  noted: true,
  follows: true,
  organization: true,
  manages: true,
};
const KINDS = Object.keys(NOTICE_KINDS).filter(isNoticeKind);
const ALL_DETAILS = Object.keys(DETAILS) as NoticeDetail[];
const ALL_REASONS = Object.keys(REASONS) as NoticeReason[];

/** In no language. */
const NAME = "Zzxq Qqvv";
const CODE = `zzxq --qqvv /vvqq/${"zq".repeat(90)}\n\tqqvv {\n\t\t<zzxq>&qqvv;\n\t}`;
const RIGHT_TO_LEFT = "مرحبا، الموقع لا يعمل (zzxq.example) منذ الصباح";

interface Part {
  id: string;
  name?: string | null;
  body?: string;
  encrypted?: boolean;
}

const MESSAGES: readonly Part[] = [
  { id: "zq-code", name: NAME, body: CODE },
  { id: "zq-right", name: "سلمى", body: RIGHT_TO_LEFT },
  { id: "zq-long", name: null, body: "zzxq qqvv ".repeat(500) },
  { id: "zq-secret", encrypted: true, body: "canary" },
  ...Array.from({ length: 12 }, (_, number) => ({ id: `zq-${number}`, name: NAME, body: "Zzxq." })),
];

interface Scene {
  viewer: Viewer;
  connectionId: string;
  /** Two tickets of the connection; the second one becomes sensitive. */
  ticketIds: readonly [string, string];
}

type Told = Omit<NoticeBatch, "person" | "organizationId" | "wakes">;

/**
 * Queues each mail that notifications can send to the viewer, in the language given: every kind, detail
 * and reason, messages of every sort, summaries, the test. Returns how many.
 */
export async function queueEveryMail(scene: Scene, language: Language): Promise<number> {
  const { viewer, connectionId, ticketIds } = scene;
  const [{ id: organizationId }] = (await sql<{ id: string }>(
    "SELECT organization_id AS id FROM connection WHERE id = $1",
    [connectionId],
  )) as [{ id: string }];
  await prisma().user.update({ where: { id: viewer.userId }, data: { language } });
  const person = { userId: viewer.userId, email: viewer.email, language, timeZone: "UTC" };
  const told = await everyTopic(scene, organizationId);
  const topics = told.map((one) => ({ ...one, organizationId, wakes: false }));
  for (const topic of topics) await mailChannel.send(db(), { person, ...topic });
  const summaries = [
    { isStorm: false, more: 0, topics: topics.filter((one) => one.topic.startsWith("submission")) },
    { isStorm: false, more: 1, topics },
    { isStorm: true, more: 3, topics: topics.filter((one) => one.ticketId === ticketIds[0]) },
  ];
  for (const summary of summaries) await mailChannel.sendDigest?.(db(), { person, ...summary });
  await sendTestMail(viewer);
  return topics.length + summaries.length + 1;
}

async function everyTopic(scene: Scene, organizationId: string): Promise<Told[]> {
  const { connectionId, ticketIds } = scene;
  const [plain, sensitive] = ticketIds;
  const submissionId = await makeSubmission(scene, organizationId);
  const events = await makeEvents(plain, organizationId);
  const secret = await makeEvents(sensitive, organizationId);
  await sql(
    "INSERT INTO ticket_setting (ticket_id, is_sensitive) VALUES ($1, true) ON CONFLICT DO NOTHING",
    [sensitive],
  );
  const notice = (detail: NoticeDetail, more: Partial<NoticeItem> = {}): NoticeItem[] =>
    KINDS.map((kind, number) => ({
      id: String(number + 1),
      kind,
      detail,
      eventId: null,
      submissionId: null,
      connectionId,
      at: new Date(),
      ...more,
    }));
  const ofTicket = (ticketId: string, notices: NoticeItem[], reason: NoticeReason): Told => ({
    topic: `ticket:${ticketId}`,
    ticketId,
    notices,
    reason,
  });
  const parts = (of: ReadonlyMap<string, string>, ids: readonly string[]) =>
    ids.flatMap((id) => notice("message", { eventId: of.get(id) ?? null }));
  const states = (detail: "status" | "priority") =>
    [...events].flatMap(([name, eventId]) =>
      name.startsWith(detail) ? notice(detail, { eventId }) : [],
    );
  const messages = MESSAGES.map(({ id }) => id);
  return [
    ...ALL_DETAILS.map((detail, index) =>
      ofTicket(plain, notice(detail), ALL_REASONS[index % ALL_REASONS.length] ?? "own"),
    ),
    ofTicket(plain, parts(events, messages.slice(0, 4)), "follows"),
    ofTicket(plain, parts(events, messages), "follows"),
    ofTicket(plain, parts(events, messages.slice(3, 15)), "follows"),
    ofTicket(plain, states("status"), "follows"),
    ofTicket(plain, states("priority"), "follows"),
    ofTicket(
      plain,
      [...states("status"), ...states("priority"), ...oddStates(notice, events)],
      "own",
    ),
    ofTicket(sensitive, parts(secret, messages.slice(0, 1)), "follows"),
    ...(["rejected", "unknown", "needs_decision", "arrived"] as const).map((detail): Told => ({
      topic: `submission:${submissionId}`,
      ticketId: null,
      notices: notice(detail, { submissionId }),
      reason: "own",
    })),
    {
      topic: `connection:${connectionId}`,
      ticketId: null,
      notices: notice("key_refused"),
      reason: "manages",
    },
    {
      topic: `organization:${organizationId}`,
      ticketId: null,
      notices: notice("added", { connectionId: null }),
      reason: "own",
    },
  ];
}

function oddStates(
  notice: (detail: NoticeDetail, more: Partial<NoticeItem>) => NoticeItem[],
  events: ReadonlyMap<string, string>,
): NoticeItem[] {
  return [...events].flatMap(([name, eventId]) =>
    name.startsWith("odd") ? notice("status", { eventId }) : [],
  );
}

async function makeSubmission({ viewer, connectionId }: Scene, organizationId: string) {
  const { id } = await prisma().submission.create({
    data: {
      organizationId,
      connectionId,
      userId: viewer.userId,
      formKey: `every-mail-${Date.now()}`,
      kind: "create",
      state: "rejected",
      payload: { subject: `${NAME} ${"zzxq".repeat(30)}` },
      payloadHash: "-",
    },
  });
  return id;
}

/** Adds messages to the ticket; returns the ids of its new events, by what they are about. */
async function makeEvents(ticketId: string, organizationId: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const add = async (key: string, kind: string, field: string, after: unknown) => {
    const [row] = await sql<{ id: string }>(
      `INSERT INTO event (ticket_id, organization_id, kind, field, after, seen_at)
      VALUES ($1, $2, $3, $4, $5, now()) RETURNING id::text`,
      [ticketId, organizationId, kind, field, JSON.stringify(after)],
    );
    ids.set(key, row?.id ?? "");
  };
  const [ticket] = await sql<{ provider: string }>("SELECT provider FROM ticket WHERE id = $1", [
    ticketId,
  ]);
  for (const [position, { id, name, body, encrypted = false }] of MESSAGES.entries()) {
    await sql(
      `INSERT INTO message (ticket_id, external_id, position, sender, sender_name, body, encrypted, sent_at)
      VALUES ($1, $2, $3, 'staff', $4, $5, $6, now()) ON CONFLICT DO NOTHING`,
      [ticketId, id, 1_000 + position, name, body, encrypted],
    );
    await add(id, "message_added", id, { senderName: name ?? null });
  }
  const provider = findProvider(ticket?.provider ?? "");
  for (const status of Object.keys(provider?.statuses ?? {}))
    await add(`status ${status}`, "changed", "status", status);
  for (const priority of [...Object.keys(provider?.priorities ?? {}), null])
    await add(`priority ${priority}`, "changed", "priority", priority);
  for (let number = 0; number < 21; number += 1)
    await add(`odd ${number}`, "changed", "status", `zzxq${number}`);
  return ids;
}
