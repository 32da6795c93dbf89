import type { Selectable } from "kysely";
import { encodeTime } from "ulid";

import { daysAgo, fromNow, isAnyOf, now, plus } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { eraseBytes } from "../../files/file-bytes";
import { message } from "../../i18n/message";
import { toStoredText } from "../../i18n/stored-text";
import { log } from "../../log";
import { connectionCan } from "../../mirror/connection/connection-can";
import type { SubmissionFileRow } from "../outcome";
import { isPayloadEncrypted } from "../submission";
import { compareFiles, type ShownFile } from "./compare-files";

export function attachmentMessageText(
  files: ReadonlyArray<Pick<SubmissionFileRow, "filename">>,
): string {
  const names = files.map((file) => file.filename);
  return `${names.length === 1 ? "File" : "Files"}: ${names.join(", ")}`;
}

/** How far the database's clock and a process's may differ. */
const CLOCKS_DIFFER_MS = 5_000;

const UNCONFIRMED = ["uploaded", "unsure", "missing"] as const;

/**
 * Marks files whose message came without them `missing`; a later read may confirm them. `isLate`: a
 * read can no longer lag behind the message.
 */
export async function confirmFromMirror(
  submissionId: string,
  ticketId: string | null,
  isLate = false,
): Promise<void> {
  const submission = await db()
    .selectFrom("submission")
    .where("id", "=", submissionId)
    .select([
      "connection_id",
      "created_at",
      "settled_at",
      "kind",
      "external_id",
      "attach_message_external_id",
    ])
    .select((eb) => isPayloadEncrypted(eb.ref("payload")).as("encrypted"))
    .executeTakeFirst();
  if (!submission || ticketId === null) return;
  const { attach_message_external_id: attachMessageId, encrypted } = submission;
  const messages = [
    submission.kind === "reply" ? submission.external_id : null,
    attachMessageId,
  ].filter((id) => id !== null);
  const files = await db()
    .selectFrom("outgoing_file")
    .where("submission_id", "=", submissionId)
    .where("state", "in", UNCONFIRMED)
    .orderBy("position")
    .orderBy("id")
    .select(["id", "filename"])
    .execute();
  const found = compareFiles(
    { files, encrypted, attachMessageId, messages },
    await shownSince(submissionId, ticketId, submission.created_at),
  );
  const misplaced = found.misplaced.map(({ id }) => id);
  await confirm(found.confirmed, null);
  for (const { id, onPlainMessage } of found.misplaced)
    await confirm([id], onPlainMessage ? ON_PLAIN : ON_ANOTHER);
  const verdict = await verdictOnMissing(submission, ticketId, isLate);
  if (verdict !== null)
    await db()
      .updateTable("outgoing_file")
      .set({ state: verdict, settled_at: now() })
      .where((eb) => isAnyOf(eb.ref("id"), found.missing))
      .where("state", "in", ["uploaded", "unsure"])
      .execute();
  if (found.foreign.length > 0)
    await db()
      .updateTable("submission")
      .set({ notice: foreignNotice(found.foreign) })
      .where("id", "=", submissionId)
      .execute();
  if (misplaced.length > 0 || found.foreign.length > 0) {
    log.warn(
      { submissionId, misplaced: misplaced.length, foreign: found.foreign.length },
      "files are not on the message that they were sent with",
    );
  }
  await eraseBytes([...found.confirmed, ...misplaced]);
}

async function confirm(fileIds: readonly string[], reason: string | null): Promise<void> {
  await db()
    .updateTable("outgoing_file")
    .set({ state: "confirmed", settled_at: now(), reason })
    .where((eb) => isAnyOf(eb.ref("id"), fileIds))
    .where("state", "in", UNCONFIRMED)
    .execute();
}

/**
 * What files are that the mirror does not show. A read without their message lags behind and says
 * nothing; one that can show no messages never will: then the provider's word is believed in the end.
 */
async function verdictOnMissing(
  submission: Pick<
    Selectable<DB["submission"]>,
    "connection_id" | "attach_message_external_id" | "settled_at"
  >,
  ticketId: string,
  isLate: boolean,
): Promise<"missing" | "confirmed" | null> {
  const { attach_message_external_id: messageId, settled_at: settledAt } = submission;
  if (messageId !== null && (await isMessageRead(ticketId, messageId))) return "missing";
  if (messageId !== null && !isLate) return null;
  if (await connectionCan(submission.connection_id, "conversation")) return "missing";
  const isOld =
    settledAt !== null && Date.now() - settledAt.getTime() > RECHECK_MISSING_DAYS * DAY_MS;
  return isOld && messageId !== null ? "confirmed" : null;
}

async function isMessageRead(ticketId: string, externalId: string): Promise<boolean> {
  const found = await db()
    .selectFrom("message")
    .where("ticket_id", "=", ticketId)
    .where("external_id", "=", externalId)
    .select("external_id")
    .executeTakeFirst();
  return found !== undefined;
}

const ON_PLAIN = toStoredText({ text: message("submission.fileOnPlainMessage") });
const ON_ANOTHER = toStoredText({ text: message("submission.fileOnOtherMessage") });

function foreignNotice(names: ReadonlyArray<string | null>): string {
  const words = names.filter((name): name is string => Boolean(name));
  return toStoredText({
    text:
      words.length === 0
        ? message("submission.foreignUnnamedFiles")
        : message("submission.foreignFiles", { files: { words } }),
  });
}

/** Excludes files of other submissions. */
function shownSince(submissionId: string, ticketId: string, since: Date): Promise<ShownFile[]> {
  // A mirror id begins with the time at which the file was first seen.
  const firstId = encodeTime(since.getTime() - CLOCKS_DIFFER_MS);
  return db()
    .selectFrom("attachment as a")
    .leftJoin("message as m", (join) =>
      join
        .onRef("m.ticket_id", "=", "a.ticket_id")
        .onRef("m.external_id", "=", "a.message_external_id"),
    )
    .where("a.ticket_id", "=", ticketId)
    .where("a.id", ">", firstId)
    .where(({ exists, lit, not, selectFrom }) =>
      not(
        exists(
          selectFrom("submission as o")
            .innerJoin("outgoing_file as f", "f.submission_id", "o.id")
            .whereRef("o.ticket_id", "=", "a.ticket_id")
            .where("o.id", "<>", submissionId)
            .whereRef("o.attach_message_external_id", "=", "a.message_external_id")
            .whereRef("f.filename", "=", "a.filename")
            .select(lit(1).as("one")),
        ),
      ),
    )
    .orderBy("a.id")
    .select(["a.filename", "a.message_external_id", "m.encrypted"])
    .execute();
}

/** How far a read may lag behind the message. */
const LAG_MS = 60_000;
export const RECHECK_MISSING_DAYS = 1;
const DAY_MS = 24 * 3_600_000;

/** Rechecks files missing for less than a day, and marks unsent files of dead processes. */
export async function confirmLeftOpen(connectionId: string): Promise<void> {
  const open = await db()
    .selectFrom("outgoing_file as f")
    .innerJoin("submission as s", "s.id", "f.submission_id")
    .innerJoin("ticket as t", "t.id", "s.ticket_id")
    .where("f.state", "in", UNCONFIRMED)
    .where("s.connection_id", "=", connectionId)
    .where("s.state", "=", "sent")
    .where((eb) => eb("t.read_at", ">", plus(eb.ref("s.settled_at"), LAG_MS)))
    .where((eb) =>
      eb.or([
        eb("f.state", "<>", "missing"),
        eb("f.settled_at", ">", daysAgo(RECHECK_MISSING_DAYS)),
      ]),
    )
    .distinct()
    .select(["s.id", "s.ticket_id"])
    .execute();
  for (const { id, ticket_id } of open) await confirmFromMirror(id, ticket_id, true);
  await db()
    .updateTable("outgoing_file as f")
    .from("submission as s")
    .set({ state: "missing", settled_at: now() })
    .where("f.state", "in", ["waiting", "sending"])
    .whereRef("s.id", "=", "f.submission_id")
    .where("s.connection_id", "=", connectionId)
    .where("s.state", "=", "sent")
    .where("s.settled_at", "<", fromNow(-LAG_MS))
    .execute();
}
