import type { Viewer } from "../auth/types";
import { ownConnection } from "../connections/own-connection";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { withConnection } from "../mirror/session";
import type { FilingChoices } from "../providers/form-contract";
import { findProvider } from "../providers/registry";

/** The live choices of the filing form of one of the viewer's connections, given what has been filled in so far. */
export async function filingChoices(viewer: Viewer, input: { connectionId: string; values: Record<string, string> }): Promise<FilingChoices> {
  const connection = await ownConnection(viewer, input.connectionId);
  if (connection.status === "disconnected") throw new AppError("connection_inactive");
  const choices = await withConnection(connection.id, ({ session }) => session.filingChoices(input.values));
  return withLastKnown(connection, choices);
}

interface Known {
  value: string;
  label: string;
  minutes: number;
}

/** Departments or categories that the provider does not tell now are offered as the mirror last read them: a ticket can be filed. */
async function withLastKnown(connection: { id: string; provider: string }, choices: FilingChoices): Promise<FilingChoices> {
  const provider = findProvider(connection.provider);
  const field = provider?.form.fields.find(({ label, live }) => live && label === provider.categoryLabel);
  const read = field && choices[field.name];
  if (!field || !read || !("problem" in read)) return choices;
  const known = await sql<Known>(
    `SELECT g.external_id AS value, coalesce(g.label, g.external_id) AS label,
            floor(extract(epoch FROM now() - (SELECT max(read_at) FROM category WHERE connection_id = $1)) / 60)::int AS minutes
       FROM category g WHERE g.connection_id = $1 AND g.gone_at IS NULL ORDER BY 2`,
    [connection.id],
  );
  const [first] = known;
  if (!first) return choices;
  const offered = known.map(({ value, label }) => ({ value, label }));
  return { ...choices, [field.name]: { choices: offered, note: `${read.problem} This is the list as of ${ago(first.minutes)}.` } };
}

function ago(minutes: number): string {
  if (minutes < 120) return minutes <= 1 ? "a minute ago" : `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
