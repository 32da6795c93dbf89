import { assertMayEverywhere, mayEverywhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import { visibleName } from "../../i18n/visible-name";
import { isId } from "../../ids";
import { assertReason } from "../reasons/reasons";
import { mentionablePeople } from "./mentionable-people";
import type { InternalNotes } from "./types";

const PER_PAGE = 50;

/**
 * `before`: the page's oldest note so far. Marks the viewer's mentions as read. Throws `not_found` for
 * anyone but staff, and `forbidden` while a reason is missing.
 */
export async function listNotes(
  viewer: Viewer,
  ticketId: string,
  before?: string,
): Promise<InternalNotes> {
  assertMayEverywhere(viewer, "notes.write");
  await assertReason(viewer, ticketId);
  const isOlder = before !== undefined && before !== "" && isId(before);
  // First, so that a note which arrives meanwhile stays unread.
  const reads = isId(ticketId) ? await readMentions(viewer, ticketId) : 0;
  const [rows, people] = await Promise.all([
    isId(ticketId) ? notesOf(ticketId, isOlder ? before : null) : [],
    mentionablePeople(viewer.userId),
  ]);
  const page = rows.slice(0, PER_PAGE);
  const mentions = await mentionsOf(page.map(({ id }) => id));
  const mayRemoveAll = mayEverywhere(viewer, "notes.manage");
  return {
    notes: page.reverse().map(({ id, authorId, author, body, at, removedAt, removedBy }) => ({
      id,
      author: shown(author),
      at,
      body,
      mentioned: mentions.flatMap((one) => (one.noteId === id ? visibleName(one.name) : [])),
      removed: removedAt && { by: shown(removedBy), at: removedAt },
      mayRemove: removedAt === null && (mayRemoveAll || authorId === viewer.userId),
    })),
    older: rows.length > PER_PAGE ? (page[0]?.id ?? null) : null,
    isOlder,
    reads,
    people: people.map((person) => ({ ...person, name: visibleName(person.name) })),
  };
}

/** Returns how many unread notifications there were. */
async function readMentions({ userId }: Viewer, ticketId: string): Promise<number> {
  const { numUpdatedRows } = await db()
    .updateTable("notification")
    .set({ unread_since: null })
    .where("user_id", "=", userId)
    .where("topic", "=", `notes:${ticketId}`)
    .where("unread_since", "is not", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Newest first, with one more than the page shows. */
function notesOf(ticketId: string, before: string | null) {
  return db()
    .selectFrom("internal_note as n")
    .leftJoin("user as a", "a.id", "n.author_id")
    .leftJoin("user as r", "r.id", "n.removed_by_id")
    .where("n.ticket_id", "=", ticketId)
    .$if(before !== null, (query) => query.where("n.id", "<", before ?? ""))
    .orderBy("n.id", "desc")
    .limit(PER_PAGE + 1)
    .select([
      "n.id",
      "n.author_id as authorId",
      "a.name as author",
      "n.body",
      "n.created_at as at",
      "n.removed_at as removedAt",
      "r.name as removedBy",
    ])
    .execute();
}

const shown = (name: string | null): string | null => (name === null ? null : visibleName(name));

async function mentionsOf(noteIds: readonly string[]) {
  if (noteIds.length === 0) return [];
  return db()
    .selectFrom("internal_note_mention as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .where((eb) => isAnyOf(eb.ref("m.note_id"), noteIds))
    .orderBy("u.name")
    .orderBy("u.id")
    .select(["m.note_id as noteId", "u.name"])
    .execute();
}
