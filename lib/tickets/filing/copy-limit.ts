import { type Expression, type RawBuilder, sql } from "kysely";

import { daysAgo } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { addressesIn } from "../../providers/forms/addresses";
import type { FormField } from "../../providers/forms/contract";

/** Providers mail every address named: without a limit the portal could be used to send spam. */
const MAX_PER_DAY = 100;

/**
 * Counts the addresses named on a person's new tickets within a day, in the accepting transaction.
 * Throws `invalid` on the field beyond the limit; resubmitting a form counts once.
 */
export async function assertCopiesWithinLimit(
  client: Db,
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
    await client
      .selectFrom("user")
      .select("id")
      .where("id", "=", userId)
      .forNoKeyUpdate()
      .execute();
  for (const { name } of addressFields) {
    const earlier = await client
      .selectFrom("submission")
      .select((eb) => payloadText(eb.ref("payload"), name).as("addresses"))
      .where("user_id", "=", userId)
      .where("form_key", "<>", formKey)
      .where("kind", "=", "create")
      .where("created_at", ">", daysAgo(1))
      .where((eb) => eb(payloadText(eb.ref("payload"), name), "<>", ""))
      .limit(MAX_PER_DAY)
      .execute();
    const count = [...earlier.map((row) => row.addresses), values[name]].reduce(
      (sum, text) => sum + addressesIn(text).length,
      0,
    );
    if (count > MAX_PER_DAY) {
      const text = message("filingRefusal.tooManyCopies", { most: MAX_PER_DAY });
      throw new AppError("invalid", { fieldErrors: { [name]: text } });
    }
  }
}

const payloadText = (payload: Expression<unknown>, name: string): RawBuilder<string> =>
  sql`${payload} ->> ${name}`;
