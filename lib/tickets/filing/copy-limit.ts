import { type Queryable, sql } from "../../db/sql";
import { AppError } from "../../errors";
import { addressesIn } from "../../providers/forms/addresses";
import type { FormField } from "../../providers/forms/contract";

/** Providers mail every address named: without a limit the portal could be used to send spam. */
const MAX_PER_DAY = 100;

/**
 * Counts the addresses named on a person's new tickets within a day, in the accepting transaction.
 * Throws `invalid` on the field beyond the limit; resubmitting a form counts once.
 */
export async function assertCopiesWithinLimit(
  client: Queryable,
  userId: string,
  formKey: string,
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const addressFields = fields.filter(
    ({ kind, name }) => kind === "addresses" && addressesIn(values[name]).length > 0,
  );
  // Serialises the person's forms, which would otherwise not count each other.
  if (addressFields.length > 0)
    await sql('SELECT 1 FROM "user" WHERE id = $1 FOR NO KEY UPDATE', [userId], client);
  for (const { name } of addressFields) {
    const earlier = await sql<{ addresses: string }>(
      `SELECT payload->>$3 AS addresses
        FROM submission
        WHERE user_id = $1
          AND form_key <> $2
          AND kind = 'create'
          AND created_at > now() - interval '1 day'
          AND payload->>$3 <> ''
        LIMIT ${MAX_PER_DAY}`,
      [userId, formKey, name],
      client,
    );
    const count = [...earlier.map((row) => row.addresses), values[name]].reduce(
      (sum, text) => sum + addressesIn(text).length,
      0,
    );
    if (count > MAX_PER_DAY) {
      const message = `You can copy in at most ${MAX_PER_DAY} addresses a day on new tickets. Remove some, or add them tomorrow.`;
      throw new AppError("invalid", { fieldErrors: { [name]: message } });
    }
  }
}
