import { type Expression, type RawBuilder, sql } from "kysely";

import type { Viewer } from "../../auth/types";
import { ownConnection } from "../../connections/own-connection";
import { now } from "../../db/expressions";
import { db } from "../../db/kysely";
import { AppError } from "../../errors";
import { withConnection } from "../../mirror/connection/open-connection";
import { withLastKnownChoices } from "../../providers/forms/choices";
import type { FilingChoices } from "../../providers/forms/contract";
import { findProvider } from "../../providers/registry";

interface FormState {
  connectionId: string;
  /** The form's values so far. */
  values: Record<string, string>;
}

/** Reads a form's live choices, with the mirror's for fields that cannot be read. */
export async function filingChoices(
  viewer: Viewer,
  { connectionId, values }: FormState,
): Promise<FilingChoices> {
  const connection = await ownConnection(viewer, connectionId);
  if (connection.status === "disconnected") throw new AppError("connection_inactive");
  const choices = await withConnection(connection.id, ({ session }) =>
    session.filingChoices(values),
  );
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
      eb.fn.coalesce("g.label", "g.external_id").as("label"),
      minutesSince(
        eb
          .selectFrom("category")
          .select((all) => all.fn.max("read_at").as("readAt"))
          .where("connection_id", "=", connection.id),
      ).as("minutes"),
    ])
    .orderBy("label")
    .execute();
  const [first] = rows;
  if (!first) return {};
  return {
    [field.name]: {
      choices: rows.map(({ value, label }) => ({ value, label })),
      asOf: formatAge(first.minutes),
    },
  };
}

const minutesSince = (time: Expression<unknown>): RawBuilder<number> =>
  sql`floor(extract(epoch FROM ${now()} - ${time}) / 60)::int`;

function formatAge(minutes: number): string {
  if (minutes < 120) return minutes <= 1 ? "a minute ago" : `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
