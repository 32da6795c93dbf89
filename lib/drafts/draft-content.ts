import { seal, type SealContext, unseal } from "../db/seal";
import { env } from "../env";
import { isAppError } from "../errors";
import { decodeStorable, encodeStorable } from "../text/storable";
import type { DraftOwner } from "./draft-owner";
import type { DraftContent } from "./types";

export interface DraftRow {
  form_key: string;
  values: Record<string, string> | null;
  sealed: string | null;
  version: number;
  updated_at: Date;
  discarded_at: Date | null;
}

/** Whose draft it is: a viewer, or somebody who is not here. */
interface Person {
  userId: string;
}

/** A draft opens only for its person, at its place, within its organization. */
function contextOf(person: Person, place: string, owner: DraftOwner): SealContext {
  return {
    organizationId: owner.organizationId,
    rowId: `${person.userId} ${place}`,
    provider: owner.provider,
    field: "draft",
  };
}

function eachText(
  values: Record<string, string>,
  change: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => [change(name), change(text)]),
  );
}

/** The two columns that hold a draft's values: those of a reply that will be encrypted are sealed. */
export function stored(
  person: Person,
  place: string,
  owner: DraftOwner | null,
  values: Record<string, string>,
): { values: string | null; sealed: string | null } {
  if (owner && values.encrypted === "true")
    return {
      values: null,
      sealed: seal(JSON.stringify(values), contextOf(person, place, owner), env().CREDENTIAL_KEYS),
    };
  return { values: JSON.stringify(eachText(values, encodeStorable)), sealed: null };
}

/** What a row holds; null when it was sealed with a key that is gone, which is as good as no draft. */
export function contentOf(
  person: Person,
  place: string,
  owner: DraftOwner | null,
  row: DraftRow,
): DraftContent | null {
  const values =
    row.sealed === null || !owner
      ? eachText(row.values ?? {}, decodeStorable)
      : opened(row.sealed, contextOf(person, place, owner));
  return (
    values && { formKey: row.form_key, values, version: row.version, updatedAt: row.updated_at }
  );
}

function opened(sealed: string, context: SealContext): Record<string, string> | null {
  try {
    return JSON.parse(unseal(sealed, context, env().CREDENTIAL_KEYS)) as Record<string, string>;
  } catch (error) {
    if (isAppError(error, "credential_unreadable")) return null;
    throw error;
  }
}
