import { type InsertObject, sql } from "kysely";

import { asBoolean, excludedValues, fromNow, isAnyOf, lockColumns } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import type { PlannedWrite } from "./planned-write";
import type { MirrorTarget } from "./ticket-row";

/** Takes the writers' lock. `hasPrivate`: new tickets of the organization may be private. */
export async function lockForWrite(
  client: Db,
  { connectionId, organizationId }: MirrorTarget,
): Promise<{ recordedAt: Date; hasPrivate: boolean }> {
  const row = await client
    .selectNoFrom((eb) => [
      ...lockColumns(connectionId),
      asBoolean(
        eb.or([
          eb.exists(
            eb
              .selectFrom("private_submission as p")
              .where("p.organization_id", "=", organizationId)
              .select("p.submission_id"),
          ),
          eb.exists(
            eb
              .selectFrom("ticket_setting as s")
              .where("s.organization_id", "=", organizationId)
              .where("s.is_private", "=", true)
              .select("s.ticket_id"),
          ),
        ]),
      ).as("hasPrivate"),
    ])
    .executeTakeFirstOrThrow();
  return { recordedAt: row.begunAt, hasPrivate: row.hasPrivate };
}

/**
 * Makes new tickets private that were filed so, before anybody can see them, and those that another
 * connection to the account has as private. Call it before notices are recorded.
 */
export async function keepPrivate(
  client: Db,
  target: MirrorTarget,
  planned: readonly PlannedWrite[],
  privateTo: string | null,
): Promise<void> {
  const tickets = privateTo === null ? planned.filter(({ before }) => !before) : planned;
  if (tickets.length === 0) return;
  const rows = tickets.map(({ row }) => row);
  const [owners, filings] =
    privateTo === null
      ? [await knownOwners(client, target, rows), await filingsOf(client, target, rows)]
      : [new Map<string, string | null>(), []];
  const values = rows.flatMap((row) => {
    const filed = filings.find((filing) => isFrom(filing, row))?.ownerId;
    const known = owners.has(row.external_id) ? owners.get(row.external_id) : filed;
    const owner = privateTo ?? known;
    if (owner === undefined) return [];
    return [
      {
        ticket_id: row.id,
        organization_id: target.organizationId,
        owner_id: owner,
        is_private: true,
      } satisfies InsertObject<DB, "ticket_setting">,
    ];
  });
  if (values.length === 0) return;
  await client
    .insertInto("ticket_setting")
    .values(values)
    .onConflict((conflict) =>
      conflict
        .column("ticket_id")
        .doUpdateSet(excludedValues("is_private", "owner_id", "organization_id"))
        .where("ticket_setting.owner_id", "is", null),
    )
    .execute();
}

type NewRow = PlannedWrite["row"];

/** By external id; null if the owner's account was deleted. */
async function knownOwners(
  client: Db,
  { organizationId, provider }: MirrorTarget,
  rows: readonly NewRow[],
): Promise<ReadonlyMap<string, string | null>> {
  const known = await client
    .selectFrom("ticket_setting as s")
    .innerJoin("ticket as t", "t.id", "s.ticket_id")
    .where("s.organization_id", "=", organizationId)
    .where("s.is_private", "=", true)
    .where("t.provider", "=", provider.id)
    .where((eb) =>
      isAnyOf(
        eb.ref("t.external_id"),
        rows.map((row) => row.external_id),
      ),
    )
    .select(["t.external_id as externalId", "s.owner_id as ownerId"])
    .execute();
  return new Map(known.map(({ externalId, ownerId }) => [externalId, ownerId]));
}

/** A submission's reference at the end of a text. */
const REFERENCE = /TB-[A-Z]{6}\s*$/;
/** A ticket that cannot show its reference is recognized by its subject for so long. */
const RECENT_MS = 24 * 3_600_000;

const referenceOf = ({ body }: NewRow) => REFERENCE.exec(body ?? "")?.[0].trimEnd();

function filingsOf(client: Db, target: MirrorTarget, rows: readonly NewRow[]) {
  const references = rows.flatMap((row) => referenceOf(row) ?? []);
  return client
    .selectFrom("private_submission as p")
    .innerJoin("submission as s", "s.id", "p.submission_id")
    .where("p.organization_id", "=", target.organizationId)
    .where("s.ticket_id", "is", null)
    .where("s.state", "<>", "rejected")
    .where((eb) =>
      eb.or([
        isAnyOf(eb.ref("s.reference"), references),
        eb.and([
          eb("s.connection_id", "=", target.connectionId),
          eb("s.sending_at", ">", fromNow(-RECENT_MS)),
        ]),
      ]),
    )
    .select((eb) => [
      "p.owner_id as ownerId",
      "s.reference",
      sql<string | null>`${eb.ref("s.payload")} ->> 'subject'`.as("subject"),
    ])
    .execute();
}

/** Without a text or a reference, the same subject is enough: others must not see it meanwhile. */
function isFrom(filing: Awaited<ReturnType<typeof filingsOf>>[number], row: NewRow): boolean {
  if (filing.reference !== null && row.body !== null) return filing.reference === referenceOf(row);
  return plain(filing.subject) === plain(row.subject);
}

const plain = (text: string | null) => (text ?? "").replace(/\s+/gu, " ").trim().toLowerCase();
