import { sql } from "kysely";

import { LOOKS } from "../../acts/acts";
import { SEEN_AS } from "../../auth/seeing/audit-seen";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import { prisma } from "../../db/prisma";
import type { Translate } from "../../i18n/message";
import type { Json } from "../../providers/contract";
import { encryptedIds, redactEncrypted, redactEvent } from "../../tickets/detail/redact-encrypted";

const ROWS_PER_PAGE = 200;
const REVISIONS_PER_PAGE = 20;

type Rows = AsyncGenerator<object>;

/** The rows of a ticket by the file that holds them; the caller has checked access to it. */
export function caseRows(t: Translate, ticketId: string): Record<string, () => Rows> {
  return {
    "ticket.jsonl": () => ticketRow(ticketId),
    "revisions.jsonl": () => revisionRows(t, ticketId),
    "events.jsonl": () => eventRows(ticketId),
    "messages.jsonl": () => messageRows(ticketId),
    "submissions.jsonl": () => submissionRows(ticketId),
    "requests.jsonl": () => requestRows(ticketId),
    "looks.jsonl": () => lookRows(ticketId),
  };
}

async function* paged<Row extends { id: string | bigint }>(
  size: number,
  read: (after: Row["id"] | undefined) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let page = await read(undefined);
  for (;;) {
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < size) return;
    page = await read(last.id);
  }
}

async function* ticketRow(ticketId: string): Rows {
  const {
    contentHash: _content,
    summaryHash: _summary,
    pollAfterAt: _after,
    pollFailures: _failures,
    timelineAt: _timeline,
    ...ticket
  } = await prisma().ticket.findUniqueOrThrow({ where: { id: ticketId } });
  yield ticket;
}

async function* revisionRows(t: Translate, ticketId: string): Rows {
  const encrypted = await encryptedIds(ticketId);
  const revisions = paged(REVISIONS_PER_PAGE, (after: string | undefined) =>
    db()
      .selectFrom("revision as r")
      .innerJoin("raw_content as c", (join) =>
        join
          .onRef("c.ticket_id", "=", "r.ticket_id")
          .onRef("c.content_hash", "=", "r.content_hash"),
      )
      .where("r.ticket_id", "=", ticketId)
      .$if(after !== undefined, (query) => query.where("r.id", ">", after ?? ""))
      .select((eb) => [
        "r.id",
        "r.seen_at as seenAt",
        "r.run_id as runId",
        eb.ref("c.raw").$castTo<Json>().as("raw"),
      ])
      .orderBy("r.id")
      .limit(REVISIONS_PER_PAGE)
      .execute(),
  );
  for await (const { raw, ...revision } of revisions)
    yield { ...revision, raw: redactEncrypted(t, raw, encrypted) };
}

async function* eventRows(ticketId: string): Rows {
  const encrypted = await encryptedIds(ticketId);
  const events = paged(ROWS_PER_PAGE, (after: string | undefined) =>
    db()
      .selectFrom("event")
      .where("ticket_id", "=", ticketId)
      .$if(after !== undefined, (query) => query.where("id", ">", after ?? ""))
      .select((eb) => [
        "id",
        "kind",
        "field",
        eb.ref("before").$castTo<Json>().as("before"),
        eb.ref("after").$castTo<Json>().as("after"),
        "happened_at as happenedAt",
        "seen_at as seenAt",
        "not_before as notBefore",
        "recorded_at as recordedAt",
        "run_id as runId",
      ])
      .orderBy("id")
      .limit(ROWS_PER_PAGE)
      .execute(),
  );
  for await (const event of events) yield redactEvent(event, encrypted);
}

/** The opening comes first. Without the texts of encrypted ones, which staff may not read. */
async function* messageRows(ticketId: string): Rows {
  const { body, openedAt, requesterName } = await prisma().ticket.findUniqueOrThrow({
    where: { id: ticketId },
  });
  if (body !== null)
    yield {
      externalId: "opening",
      sender: "customer",
      senderId: null,
      senderName: requesterName,
      body,
      encrypted: false,
      sentAt: openedAt,
      removedAt: null,
    };
  const messages = await prisma().message.findMany({
    where: { ticketId },
    orderBy: [{ position: "asc" }, { externalId: "asc" }],
    omit: { ticketId: true },
  });
  for (const message of messages)
    yield { ...message, body: message.encrypted ? null : message.body };
}

/** Without what was sent: that is in the revisions, as far as the provider has it. */
async function* submissionRows(ticketId: string): Rows {
  const submissions = await prisma().submission.findMany({
    where: { ticketId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      kind: true,
      state: true,
      payloadHash: true,
      externalId: true,
      reference: true,
      requestId: true,
      errorCode: true,
      providerCode: true,
      attempts: true,
      checks: true,
      createdAt: true,
      sendingAt: true,
      settledAt: true,
      user: { select: { id: true, name: true } },
      files: { select: { filename: true, size: true, sha256: true, state: true } },
    },
  });
  yield* submissions;
}

/**
 * The syncs that showed something of the ticket, with the ids of the provider's answers as long as
 * they are kept. The row without an id is of reads outside of a sync.
 */
async function* requestRows(ticketId: string): Rows {
  const seen = db()
    .selectFrom("revision as r")
    .where("r.ticket_id", "=", ticketId)
    .select(["r.run_id as id", "r.seen_at as seenAt"])
    .unionAll(
      db()
        .selectFrom("event as e")
        .where("e.ticket_id", "=", ticketId)
        .select(["e.run_id as id", "e.seen_at as seenAt"]),
    );
  const rows = await db()
    .selectFrom(seen.as("seen"))
    .leftJoin("sync_run as s", "s.id", "seen.id")
    .select((eb) => [
      "seen.id",
      eb.fn.min("seen.seenAt").as("firstSeenAt"),
      eb.fn.max("seen.seenAt").as("lastSeenAt"),
      "s.trigger",
      "s.outcome",
      "s.started_at as startedAt",
      "s.finished_at as finishedAt",
      "s.error_code as errorCode",
      "s.request_id as requestId",
      "s.request_ids as requestIds",
    ])
    .groupBy(["seen.id", "s.id"])
    .orderBy("firstSeenAt")
    .orderBy("seen.id")
    .execute();
  for (const { startedAt, ...row } of rows) yield { ...row, startedAt, isKept: startedAt !== null };
}

/** As its organization sees who looked: without sessions, networks and addresses. */
async function* lookRows(ticketId: string): Rows {
  yield* paged(ROWS_PER_PAGE, (after: string | undefined) =>
    db()
      .selectFrom("audit_entry as a")
      .leftJoin("user as u", "u.id", "a.actor_id")
      .leftJoin("user as seen", (join) =>
        join.on("seen.id", "=", sql<string>`${sql.ref("a.data")} ->> ${sql.lit(SEEN_AS)}`),
      )
      .where("a.target_id", "=", ticketId)
      .where("a.target_type", "=", "ticket")
      .where((eb) => isAnyOf(eb.ref("a.action"), LOOKS))
      .$if(after !== undefined, (query) => query.where("a.id", ">", after ?? ""))
      .select(["a.id", "a.at", "a.action", "a.reason", "a.outcome", "a.count", "u.name as who"])
      .select("seen.name as seenAs")
      .orderBy("a.id")
      .limit(ROWS_PER_PAGE)
      .execute(),
  );
}

/** The times of the tickets in a case; without its title, which is for staff alone. */
export async function* memberRows(caseId: string): Rows {
  yield* await db()
    .selectFrom("review_case_ticket as rt")
    .innerJoin("ticket as t", "t.id", "rt.ticket_id")
    .leftJoin("user as a", "a.id", "rt.added_by_id")
    .leftJoin("user as r", "r.id", "rt.removed_by_id")
    .where("rt.case_id", "=", caseId)
    .select(["rt.id", "rt.ticket_id as ticketId", "t.number", "t.provider"])
    .select(["rt.added_at as addedAt", "a.name as addedBy"])
    .select(["rt.removed_at as takenOutAt", "r.name as takenOutBy"])
    .orderBy("rt.id")
    .execute();
}
