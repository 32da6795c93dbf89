import { randomUUID } from "node:crypto";
import type { Viewer } from "../auth/types";
import { sql, type Queryable } from "../db/sql";
import { contentOf, type DraftRow } from "./content";
import { holdsMore, type SentField } from "./holds-more";
import { ownPlace } from "./place";

/** What goes out from a form. */
export interface SentForm {
  place: string;
  formKey: string;
  values: Record<string, string>;
  fields: readonly SentField[];
}

/**
 * Lets go of a form's draft in the transaction that takes over what it held. Another form's draft at the same place stays. So does one
 * that another device has typed on under this key: its words were not sent, and get a key of their own.
 */
export async function removeDraft(client: Queryable, viewer: Viewer, { place, formKey, values, fields }: SentForm): Promise<void> {
  const own = [viewer.userId, place, formKey];
  const [row] = await sql<DraftRow>(
    "SELECT form_key, values, sealed, version, updated_at, discarded_at FROM draft WHERE user_id = $1 AND place = $2 AND form_key = $3 AND discarded_at IS NULL FOR UPDATE",
    own,
    client,
  );
  const content = row && contentOf(viewer, place, await ownPlace(viewer, place, client), row);
  if (content && holdsMore(content.values, values, fields)) {
    await sql("UPDATE draft SET form_key = $4, version = version + 1 WHERE user_id = $1 AND place = $2 AND form_key = $3", [...own, randomUUID()], client);
  } else await sql("DELETE FROM draft WHERE user_id = $1 AND place = $2 AND form_key = $3", own, client);
}

/** Erases the drafts that were discarded more than a day ago; returns how many. */
export async function eraseDiscarded(): Promise<number> {
  return (await sql("DELETE FROM draft WHERE discarded_at < now() - interval '1 day' RETURNING id")).length;
}

const OF_CONNECTION = `(split_part(place, ':', 1) IN ('reply', 'continue') AND split_part(place, ':', 2) IN (SELECT id FROM ticket WHERE connection_id = $1)
  OR split_part(place, ':', 1) = 'new' AND split_part(place, ':', 2) IN (SELECT id FROM submission WHERE connection_id = $1))`;

/** Erases the drafts that belong to a connection's tickets and submissions, and lets go of their files. To be called while those are still there. */
export async function removeDraftsOfConnection(client: Queryable, connectionId: string): Promise<void> {
  await sql(`DELETE FROM draft WHERE ${OF_CONNECTION}`, [connectionId], client);
  const place = "regexp_replace(place, '^discarded ', '')";
  await sql(`UPDATE outgoing_file SET place = 'dropped' WHERE submission_id IS NULL AND ${OF_CONNECTION.replaceAll("place", place)}`, [connectionId], client);
}
