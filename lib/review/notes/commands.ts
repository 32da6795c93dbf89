import { createHash } from "node:crypto";

import type { InsertObject } from "kysely";

import { assertStillMay } from "../../accounts/member-locks";
import { actedBy } from "../../auth/acted-by";
import { assertMayEverywhere } from "../../auth/permissions";
import { scopedTickets, staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { now } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { AppError } from "../../errors";
import { newId } from "../../ids";
import { isReasonGiven } from "../../notices/record/opening-reason";
import { recordNotice } from "../../notices/record/record-notice";
import { findMentions } from "./find-mentions";
import { mentionablePeople } from "./mentionable-people";
import type { RemoveNoteInput, WriteNoteInput } from "./schemas";

export interface WrittenNote {
  noteId: string;
  /** For the next note of the same page. */
  nextFormKey: string;
}

/** Saves a note once for each form. Throws `not_found` for anyone but staff. */
export async function writeNote(viewer: Viewer, input: WriteNoteInput): Promise<WrittenNote> {
  assertMayEverywhere(viewer, "notes.write");
  const noteId = await transaction(async (client) => {
    await assertStillMay(client, viewer, "notes.write", null);
    const organizationId = await organizationOf(client, viewer, input.ticketId);
    const id = newId();
    const earlierId = await insertNote(client, viewer, id, input);
    if (earlierId) return earlierId;
    const mentioned = await mention(client, viewer, id, input);
    for (const recipientId of mentioned)
      await recordNotice(client, {
        organizationId,
        topic: `notes:${input.ticketId}`,
        ticketId: input.ticketId,
        kind: "noted",
        detail: "noted",
        actorId: viewer.userId,
        recipientId,
      });
    await auditNote(client, viewer, "written", { organizationId, ticketId: input.ticketId, id });
    return id;
  });
  return { noteId, nextFormKey: crypto.randomUUID() };
}

async function organizationOf(client: Db, viewer: Viewer, ticketId: string): Promise<string> {
  const ticket = await client
    .selectFrom(scopedTickets(staffScope(viewer)).selectAll("t").as("t"))
    .where("t.id", "=", ticketId)
    .where(isReasonGiven(viewer))
    .select("t.organization_id as organizationId")
    .executeTakeFirst();
  if (!ticket) throw new AppError("not_found");
  return ticket.organizationId;
}

/** Returns the id of the note that the form has saved before, if any. */
async function insertNote(
  client: Db,
  { userId }: Viewer,
  id: string,
  input: WriteNoteInput,
): Promise<string | undefined> {
  const key = onceKey(input);
  const inserted = await client
    .insertInto("internal_note")
    .values({ id, ticket_id: input.ticketId, author_id: userId, form_key: key, body: input.body })
    .onConflict((conflict) => conflict.columns(["author_id", "form_key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted) return undefined;
  const earlier = await client
    .selectFrom("internal_note")
    .where("author_id", "=", userId)
    .where("form_key", "=", key)
    .select("id")
    .executeTakeFirstOrThrow();
  return earlier.id;
}

/** Another text from the same form is another note, as it must not be lost. */
function onceKey({ formKey, ticketId, body }: WriteNoteInput): string {
  return createHash("sha256")
    .update(JSON.stringify([formKey, ticketId, body]))
    .digest("hex");
}

/** Stores the people whom the text or the choice beside it mentions, and returns their ids in order. */
async function mention(
  client: Db,
  viewer: Viewer,
  noteId: string,
  { body, mention: chosen }: WriteNoteInput,
): Promise<string[]> {
  const people = await mentionablePeople(viewer.userId, client);
  const found = [...findMentions(body, people), ...people.filter(({ id }) => id === chosen)];
  const named = [...new Set(found.map(({ id }) => id))].sort();
  if (named.length === 0) return [];
  await client
    .insertInto("internal_note_mention")
    .values(
      named.map(
        (userId) =>
          ({ note_id: noteId, user_id: userId }) satisfies InsertObject<
            DB,
            "internal_note_mention"
          >,
      ),
    )
    .execute();
  return named;
}

/**
 * Erases a note's text; its line stays. Throws `not_found` for anyone but staff, `forbidden` for
 * another person's note unless the viewer is an administrator.
 */
export async function removeNote(
  viewer: Viewer,
  { ticketId, noteId }: RemoveNoteInput,
): Promise<RemoveNoteInput> {
  assertMayEverywhere(viewer, "notes.write");
  await transaction(async (client) => {
    await assertStillMay(client, viewer, "notes.write", null);
    const organizationId = await organizationOf(client, viewer, ticketId);
    const note = await client
      .selectFrom("internal_note")
      .where("id", "=", noteId)
      .where("ticket_id", "=", ticketId)
      .select(["author_id", "removed_at"])
      .forUpdate()
      .executeTakeFirst();
    if (!note) throw new AppError("not_found");
    if (note.author_id !== viewer.userId)
      await assertStillMay(client, viewer, "notes.manage", null);
    if (note.removed_at) return;
    await client
      .updateTable("internal_note")
      .set({ body: null, removed_at: now(), removed_by_id: viewer.userId })
      .where("id", "=", noteId)
      .execute();
    await client.deleteFrom("internal_note_mention").where("note_id", "=", noteId).execute();
    await auditNote(client, viewer, "removed", { organizationId, ticketId, id: noteId });
  });
  return { ticketId, noteId };
}

function auditNote(
  client: Db,
  viewer: Viewer,
  act: "written" | "removed",
  { organizationId, ticketId, id }: { organizationId: string; ticketId: string; id: string },
): Promise<void> {
  return audit(
    {
      ...actedBy(viewer),
      organizationId,
      action: `note.${act}`,
      targetType: "ticket",
      targetId: ticketId,
      data: { note: id },
    },
    client,
  );
}
