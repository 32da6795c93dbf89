import { seal, type SealContext, unseal } from "../crypto/seal";
import { env } from "../env";
import { isAppError } from "../errors";
import { type DraftKey, formatDraftKey } from "../files/draft-key";
import { decodeStorable, encodeStorable } from "../text/storable";
import type { DraftOwner } from "./draft-owner";
import type { DraftRow } from "./draft-rows";
import type { DraftContent } from "./types";

type Values = Record<string, string>;

/** Need not be the viewer. */
interface Author {
  userId: string;
}

export function draftSealContext(author: Author, key: DraftKey, owner: DraftOwner): SealContext {
  return {
    organizationId: owner.organizationId,
    rowId: `${author.userId} ${formatDraftKey(key)}`,
    provider: owner.provider,
    field: "draft",
  };
}

function mapTexts(values: Values, change: (text: string) => string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => [change(name), change(text)]),
  );
}

/** Seals the values of a reply that will be encrypted. */
export function stored(
  author: Author,
  key: DraftKey,
  owner: DraftOwner | null,
  values: Values,
): Pick<DraftRow, "values" | "sealed"> {
  if (!owner || values.encrypted !== "true")
    return { values: mapTexts(values, encodeStorable), sealed: null };
  const context = draftSealContext(author, key, owner);
  return { values: null, sealed: seal(JSON.stringify(values), context, env().CREDENTIAL_KEYS) };
}

/** Null when the key that it was sealed with is gone. */
export function contentOf(
  author: Author,
  key: DraftKey,
  owner: DraftOwner | null,
  row: DraftRow,
): DraftContent | null {
  const values =
    row.sealed === null || !owner
      ? mapTexts((row.values ?? {}) as Values, decodeStorable)
      : unsealValues(row.sealed, draftSealContext(author, key, owner));
  return (
    values && { formKey: row.form_key, values, version: row.version, updatedAt: row.updated_at }
  );
}

function unsealValues(sealed: string, context: SealContext): Values | null {
  try {
    return JSON.parse(unseal(sealed, context, env().CREDENTIAL_KEYS)) as Values;
  } catch (error) {
    if (isAppError(error, "credential_unreadable")) return null;
    throw error;
  }
}
