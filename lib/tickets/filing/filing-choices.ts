import type { Viewer } from "../../auth/types";
import { ownConnection } from "../../connections/own-connection";
import { sql } from "../../db/sql";
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
    ({ label, live }) => live && label === provider.categoryLabel,
  );
  if (!field) return {};
  const rows = await sql<{ value: string; label: string; minutes: number }>(
    `SELECT g.external_id AS value,
        coalesce(g.label, g.external_id) AS label,
        floor(
          extract(
            epoch FROM now() - (SELECT max(read_at) FROM category WHERE connection_id = $1)
          ) / 60
        )::int AS minutes
      FROM category g
      WHERE g.connection_id = $1
        AND g.gone_at IS NULL
      ORDER BY 2`,
    [connection.id],
  );
  const [first] = rows;
  if (!first) return {};
  return {
    [field.name]: {
      choices: rows.map(({ value, label }) => ({ value, label })),
      asOf: formatAge(first.minutes),
    },
  };
}

function formatAge(minutes: number): string {
  if (minutes < 120) return minutes <= 1 ? "a minute ago" : `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
