import { sql } from "kysely";

import { fromNow, lockUntilCommit, now } from "../../../db/expressions";
import { type Db, transaction } from "../../../db/kysely";
import { SEARCH_VERSION } from "../../../search/version";
import { integer, statement, text } from "../declare-statement";

/** Advisory lock: only one process collects words at a time. */
const LOCK = "learn_words";
/** Per organization; the most frequent words are kept. */
const MAX_WORDS = 100_000;
const HOUR_MS = 3_600_000;
const LEARN_EVERY_MS = 6 * HOUR_MS;
/** Interval before and during an import that adds many words. */
const LEARN_SOON_MS = HOUR_MS / 4;
const MANY_CHANGES = 0.1;

/** Counts are powers of two, so that most of them stay. Words of private tickets are left out. */
const learnOrganizationWords = statement("learnOrganizationWords", {
  parameters: { organizationId: text, version: integer },
  columns: { words: integer, changes: integer },
  text: ({ organizationId, version }) => `
    WITH found AS MATERIALIZED (
      SELECT word, (2 ^ floor(log(2, count(*))))::int AS tickets
      FROM ticket t
      JOIN ticket_search s ON s.ticket_id = t.id
      CROSS JOIN LATERAL unnest(tsvector_to_array(s.words)) AS word
      WHERE t.organization_id = ${organizationId} AND s.version = ${version}
        AND char_length(word) BETWEEN 4 AND 40
        AND NOT EXISTS (SELECT FROM ticket_setting p WHERE p.ticket_id = t.id AND p.is_private)
      GROUP BY word HAVING word !~ '[+@0-9]'
      ORDER BY count(*) DESC LIMIT ${MAX_WORDS}
    ), gone AS (
      DELETE FROM search_word w WHERE w.organization_id = ${organizationId}
        AND NOT EXISTS (SELECT FROM found f WHERE f.word = w.word)
      RETURNING w.word
    ), put AS (
      INSERT INTO search_word AS w (organization_id, word, tickets)
      SELECT ${organizationId}, f.word, f.tickets FROM found f
      ON CONFLICT (organization_id, word) DO UPDATE SET tickets = excluded.tickets
      WHERE w.tickets <> excluded.tickets
      RETURNING w.word
    )
    SELECT (SELECT count(*)::int FROM found) AS words,
      (SELECT count(*)::int FROM gone) + (SELECT count(*)::int FROM put) AS changes`,
});

/** Collects the words of the organization that has waited longest. Returns 0 when none is due. */
export async function learnNextWords(): Promise<number> {
  return transaction(async (client) => {
    const organizationId = await dueOrganization(client);
    if (organizationId === undefined) return 0;
    const { rows } = await learnOrganizationWords.run(client, {
      organizationId,
      version: SEARCH_VERSION,
    });
    const { words = 0, changes = 0 } = rows[0] ?? {};
    const isGrowing = words === 0 || changes > words * MANY_CHANGES;
    await client
      .insertInto("search_list")
      .values({
        organization_id: organizationId,
        next_at: fromNow(isGrowing ? LEARN_SOON_MS : LEARN_EVERY_MS),
      })
      .onConflict((conflict) =>
        conflict
          .column("organization_id")
          .doUpdateSet({ next_at: (eb) => eb.ref("excluded.next_at") }),
      )
      .execute();
    return 1;
  });
}

async function dueOrganization(client: Db): Promise<string | undefined> {
  const lock = sql<boolean>`pg_try_advisory_xact_lock(hashtextextended(${LOCK}, 0))`;
  const held = await client.selectNoFrom(lock.as("held")).executeTakeFirst();
  if (!held?.held) return undefined;
  const due = await client
    .selectFrom("organization as o")
    .leftJoin("search_list as l", "l.organization_id", "o.id")
    .where((eb) => eb.or([eb("l.next_at", "is", null), eb("l.next_at", "<=", now())]))
    .orderBy("l.next_at", (order) => order.asc().nullsFirst())
    .limit(1)
    .select("o.id")
    .executeTakeFirst();
  return due?.id;
}

const forgetOnlyWords = statement("forgetOnlyWords", {
  parameters: { ticketId: text },
  columns: {},
  text: ({ ticketId }) => `
    DELETE FROM search_word w USING ticket t
    JOIN ticket_search s ON s.ticket_id = t.id
    WHERE t.id = ${ticketId} AND w.organization_id = t.organization_id
      AND w.tickets = 1 AND w.word = ANY (tsvector_to_array(s.words))`,
});

/** Deletes the words that only this ticket has; the organization's are soon collected again. */
export async function forgetTicketWords(client: Db, ticketId: string): Promise<void> {
  await lockUntilCommit(client, LOCK);
  await forgetOnlyWords.run(client, { ticketId });
  await client
    .updateTable("search_list")
    .set({ next_at: now() })
    .where("organization_id", "=", (eb) =>
      eb.selectFrom("ticket").select("organization_id").where("id", "=", ticketId),
    )
    .execute();
}

/** Deletes the words of the connection's organization; the remaining ones are collected again. */
export async function forgetWords(client: Db, connectionId: string): Promise<void> {
  await lockUntilCommit(client, LOCK);
  const organization = client
    .selectFrom("connection")
    .select("organization_id")
    .where("id", "=", connectionId);
  for (const table of ["search_word", "search_list"] as const)
    await client.deleteFrom(table).where("organization_id", "in", organization).execute();
}
