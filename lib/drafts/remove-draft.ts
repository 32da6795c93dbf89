import { randomUUID } from "node:crypto";

import type { Viewer } from "../auth/types";
import { type Queryable, sql } from "../db/sql";
import { contentOf, type DraftRow } from "./draft-content";
import { ownDraftKey } from "./draft-owner";
import { hasUnsentText, type SentField } from "./has-unsent-text";

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
export async function removeDraft(
  client: Queryable,
  viewer: Viewer,
  { place, formKey, values, fields }: SentForm,
): Promise<void> {
  const own = [viewer.userId, place, formKey];
  const [row] = await sql<DraftRow>(
    "SELECT form_key, values, sealed, version, updated_at, discarded_at FROM draft WHERE user_id = $1 AND place = $2 AND form_key = $3 AND discarded_at IS NULL FOR UPDATE",
    own,
    client,
  );
  const content = row && contentOf(viewer, place, await ownDraftKey(viewer, place, client), row);
  if (content && hasUnsentText(content.values, values, fields)) {
    await sql(
      "UPDATE draft SET form_key = $4, version = version + 1 WHERE user_id = $1 AND place = $2 AND form_key = $3",
      [...own, randomUUID()],
      client,
    );
  } else
    await sql("DELETE FROM draft WHERE user_id = $1 AND place = $2 AND form_key = $3", own, client);
}

const MAX_DISCARDED = 5_000;

/** Erases drafts that were discarded more than a day ago, so many at a time; returns how many. */
export async function eraseDiscarded(): Promise<number> {
  const old = `SELECT id FROM draft WHERE discarded_at < now() - interval '1 day' LIMIT ${MAX_DISCARDED}`;
  return (await sql(`DELETE FROM draft WHERE id IN (${old}) RETURNING id`)).length;
}

/** Erases the drafts at these places, whoever's they are, and lets go of their files. To be called while what the places belong to is still there. */
export async function dropDraftsAt(client: Queryable, places: readonly string[]): Promise<void> {
  await sql("DELETE FROM draft WHERE place = ANY($1)", [places], client);
  await sql(
    "UPDATE outgoing_file SET place = 'dropped' WHERE submission_id IS NULL AND regexp_replace(place, '^discarded ', '') = ANY($1)",
    [places],
    client,
  );
}
