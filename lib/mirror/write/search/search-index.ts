import { isAnyOf } from "../../../db/expressions";
import type { Db } from "../../../db/kysely";
import type { TicketSnapshot } from "../../../providers/contract";
import { SearchVector } from "../../../search/vector";
import { SEARCH_VERSION } from "../../../search/version";
import type { ExistingParts } from "../detect-changes";
import type { TicketRow } from "../ticket-row";
import { upsertSearchWords } from "../ticket-statements";

/** By kind and external id. */
type ServiceNames = ReadonlyMap<string, string>;

export interface SearchableTicket {
  externalId: string;
  number: string;
  subject: string | null;
  body: string | null;
  requesterName: string | null;
  services: Array<{ externalId: string | null; name: string | null; listedName: string | null }>;
  messages: Array<{ externalId: string; body: string | null; encrypted: boolean }>;
  attachments: Array<{ messageExternalId: string | null; filename: string | null }>;
}

/** Leaves out encrypted messages and the names of their files. */
export function searchVector(ticket: SearchableTicket): string {
  const encrypted = new Set(
    ticket.messages.flatMap((message) => (message.encrypted ? [message.externalId] : [])),
  );
  const files = ticket.attachments.filter(
    ({ messageExternalId }) => messageExternalId === null || !encrypted.has(messageExternalId),
  );
  const vector = new SearchVector();
  const { externalId, number, subject, requesterName, services, body } = ticket;
  for (const text of [number, subject, requesterName]) vector.add(text ?? "");
  for (const { name, listedName } of services)
    for (const each of new Set([name ?? "", listedName ?? name ?? ""])) vector.add(each);
  const ids = new Set([externalId, ...services.map((service) => service.externalId ?? "")]);
  ids.delete(number);
  for (const id of ids) vector.add(id);
  for (const filename of files.map((file) => file.filename ?? "").toSorted()) vector.add(filename);
  vector.add(body ?? "");
  for (const message of ticket.messages) {
    if (!message.encrypted) vector.add(message.body ?? "");
  }
  return vector.toString();
}

interface SearchRow {
  ticketId: string;
  organizationId: string;
  words: string;
}

/** Approximate characters per statement. */
const STATEMENT_LENGTH = 16_000_000;

interface TicketToIndex {
  row: TicketRow;
  snapshot: TicketSnapshot;
  /** Indexed where the reading had no messages. */
  known: Pick<ExistingParts, "messages" | "attachments">;
}

function shown<Part extends { isRemoved: boolean }>(
  parts: ReadonlyMap<string, Part>,
): Array<Part & { externalId: string }> {
  return [...parts]
    .filter(([, part]) => !part.isRemoved)
    .map(([externalId, part]) => ({ ...part, externalId }));
}

/** Returns the services' names in the inventory, as tickets may only have their ids. */
export async function listedNames(
  client: Db,
  connectionId: string,
  snapshots: readonly TicketSnapshot[],
): Promise<ServiceNames> {
  const ids = snapshots.flatMap(({ services }) => services.flatMap((one) => one.externalId ?? []));
  if (ids.length === 0) return new Map();
  const rows = await client
    .selectFrom("service as v")
    .select(["v.kind", "v.external_id as externalId", "v.name"])
    .where("v.connection_id", "=", connectionId)
    .where("v.listed_at", "is not", null)
    .where((eb) => isAnyOf(eb.ref("v.external_id"), [...new Set(ids)]))
    .execute();
  return new Map(rows.map(({ kind, externalId, name }) => [`${kind}:${externalId}`, name ?? ""]));
}

/** Yields the rows of one statement at a time. */
export function* searchBatches(
  tickets: readonly TicketToIndex[],
  names: ServiceNames,
): Generator<SearchRow[], undefined> {
  let rows: SearchRow[] = [];
  let length = 0;
  for (const { row, snapshot, known } of tickets) {
    const words = searchVector({
      externalId: row.external_id,
      number: row.number,
      subject: row.subject,
      body: row.body,
      requesterName: row.requester_name,
      services: snapshot.services.map(({ kind, externalId, name }) => ({
        externalId,
        name,
        listedName: names.get(`${kind}:${externalId}`) ?? null,
      })),
      messages: snapshot.messages ?? shown(known.messages),
      attachments: snapshot.attachments ?? shown(known.attachments),
    });
    rows.push({ ticketId: row.id, organizationId: row.organization_id, words });
    length += words.length;
    if (length < STATEMENT_LENGTH) continue;
    yield rows;
    [rows, length] = [[], 0];
  }
  if (rows.length > 0) yield rows;
}

export async function upsertSearch(client: Db, rows: SearchRow[], recordedAt: Date): Promise<void> {
  await upsertSearchWords.run(client, {
    ticketIds: rows.map((row) => row.ticketId),
    organizationIds: rows.map((row) => row.organizationId),
    words: rows.map((row) => row.words),
    version: SEARCH_VERSION,
    recordedAt,
  });
}
