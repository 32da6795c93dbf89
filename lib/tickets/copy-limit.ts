import { sql } from "../db/sql";
import { AppError } from "../errors";
import { addressesIn } from "../providers/form-addresses";
import type { FormField } from "../providers/form-contract";

/** A provider mails whoever a ticket names: more addresses than this in a day and the portal would be a way to send mail to anybody. */
const MAX_PER_DAY = 100;

/**
 * Counts the addresses that a person's new tickets have named within a day, this one included. Throws invalid on the field when
 * there are too many; posting the same form again counts once.
 */
export async function assertCopiesWithinLimit(
  userId: string,
  formKey: string,
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { name } of fields.filter((field) => field.kind === "addresses" && addressesIn(values[field.name]).length > 0)) {
    const earlier = await sql<{ addresses: string }>(
      `SELECT payload->>$3 AS addresses FROM submission WHERE user_id = $1 AND form_key <> $2 AND kind = 'create'
          AND created_at > now() - interval '1 day' AND payload->>$3 <> '' LIMIT ${MAX_PER_DAY}`,
      [userId, formKey, name],
    );
    const count = [...earlier.map((row) => row.addresses), values[name]].reduce((sum, text) => sum + addressesIn(text).length, 0);
    if (count > MAX_PER_DAY) {
      const message = `You can copy at most ${MAX_PER_DAY} addresses a day into new tickets. Remove some, or add them tomorrow.`;
      throw new AppError("invalid", { fieldErrors: { [name]: message } });
    }
  }
}
