import { type Expression, type RawBuilder, sql } from "kysely";

import { assertMay } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { ownConnection } from "../../connections/own-connection";
import { now } from "../../db/expressions";
import { db } from "../../db/kysely";
import { AppError } from "../../errors";
import { INTL_LOCALES } from "../../i18n/languages";
import { textsOf } from "../../i18n/texts";
import { withConnection } from "../../mirror/connection/open-connection";
import { renderChoices, withLastKnownChoices } from "../../providers/forms/choices";
import type { Choice, FilingChoices } from "../../providers/forms/contract";
import { categoryLabel } from "../../providers/labels";
import { findProvider } from "../../providers/registry";

interface FormState {
  connectionId: string;
  /** The form's values so far. */
  values: Record<string, string>;
}

/** Fetches a form's live choices, with the mirror's for fields that fail. */
export async function filingChoices(
  viewer: Viewer,
  { connectionId, values }: FormState,
): Promise<FilingChoices> {
  const connection = await ownConnection(viewer, connectionId);
  assertMay(viewer, "tickets.write", connection.organizationId);
  if (connection.status === "disconnected") throw new AppError("connection_inactive");
  const byField = await withConnection(connection.id, ({ session }) =>
    session.filingChoices(values),
  );
  const choices = renderChoices(textsOf(viewer.language), byField);
  const isComplete = Object.values(choices).every((field) => "choices" in field);
  return isComplete
    ? choices
    : withLastKnownChoices(choices, await lastKnownChoices(viewer, connectionId));
}

/** Returns the mirrored departments or categories, or none. */
export async function lastKnownChoices(
  viewer: Viewer,
  connectionId: string,
): Promise<FilingChoices> {
  const connection = await ownConnection(viewer, connectionId);
  const provider = findProvider(connection.provider);
  const field = provider?.form.fields.find(
    ({ name, live }) => live && name === provider.categoryField,
  );
  if (!field) return {};
  const rows = await db()
    .selectFrom("category as g")
    .where("g.connection_id", "=", connection.id)
    .where("g.gone_at", "is", null)
    .select((eb) => [
      "g.external_id as value",
      "g.label as given",
      minutesSince(
        eb
          .selectFrom("category")
          .select((all) => all.fn.max("read_at").as("readAt"))
          .where("connection_id", "=", connection.id),
      ).as("minutes"),
    ])
    .execute();
  const [first] = rows;
  if (!first) return {};
  const t = textsOf(viewer.language);
  const { compare } = new Intl.Collator(INTL_LOCALES[viewer.language]);
  const choices = rows.map(({ value, given }): Choice => {
    const { label, known } = categoryLabel(t, connection.provider, value, given);
    return known ? { value, label, isOurs: true } : { value, label };
  });
  return {
    [field.name]: {
      choices: choices.sort((one, other) => compare(one.label, other.label)),
      ageMinutes: first.minutes,
    },
  };
}

const minutesSince = (time: Expression<unknown>): RawBuilder<number> =>
  sql`floor(extract(epoch FROM ${now()} - ${time}) / 60)::int`;
