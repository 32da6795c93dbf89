import { contentHash } from "../../../lib/db/content-hash";
import { entryHash, summaryHash } from "../../../lib/mirror/write/summary-hash";
import type { Json, TicketSnapshot } from "../../../lib/providers/contract";
import { findProvider } from "../../../lib/providers/registry";
import { type RecordedTable, tableLength } from "./recording";

type Column = RecordedTable["columns"][string];

/** In the table `to`, sets the digests of contents whose times differ from those of `from`. */
export function renewDigests(from: readonly RecordedTable[], to: readonly RecordedTable[]): void {
  const contents = tableNamed(to, "raw_content");
  const recorded = new Map<string, Json>();
  const renewed = new Map<string, { hash: string; raw: Json }>();
  const before = column(tableNamed(from, "raw_content"), "raw");
  const hashes = column(contents, "content_hash");
  column(contents, "raw").forEach((raw, index) => {
    const key = keyOf(column(contents, "ticket_id")[index], hashes[index]);
    const hash = contentHash(raw);
    recorded.set(key, before[index] as Json);
    renewed.set(key, { hash, raw: raw as Json });
    hashes[index] = hash;
  });
  renewIn(tableNamed(to, "revision"), "ticket_id", renewed);
  const tickets = tableNamed(to, "ticket");
  const keys = column(tickets, "id").map((id, index) =>
    keyOf(id, column(tickets, "content_hash")[index]),
  );
  renewIn(tickets, "id", renewed);
  const summaries = column(tickets, "summary_hash");
  summaries.forEach((summary, index) => {
    const provider = String(column(tickets, "provider")[index]);
    const [old, now] = [recorded.get(keys[index] ?? ""), renewed.get(keys[index] ?? "")?.raw];
    summaries[index] =
      old === undefined || now === undefined
        ? ""
        : renewSummary(provider, String(summary), old, now);
  });
}

const SUMMARIES: ReadonlyArray<(snapshot: TicketSnapshot) => string> = [
  summaryHash,
  (snapshot) => entryHash({ ...snapshot, complete: true }),
];

/** Digests the new content as the recorded one was. Empty: the ticket is read in full once more. */
function renewSummary(providerId: string, recorded: string, old: Json, now: Json): string {
  const readAt = new Date(0);
  const provider = findProvider(providerId);
  const [before, after] = [provider?.snapshotOf(old, readAt), provider?.snapshotOf(now, readAt)];
  if (!before || !after) return "";
  const digest = SUMMARIES.find((summaryOf) => summaryOf(before) === recorded);
  return digest ? digest(after) : "";
}

function renewIn(
  table: RecordedTable,
  idColumn: string,
  renewed: ReadonlyMap<string, { hash: string }>,
): void {
  const hashes = column(table, "content_hash");
  hashes.forEach((hash, index) => {
    hashes[index] = renewed.get(keyOf(column(table, idColumn)[index], hash))?.hash ?? hash;
  });
}

const keyOf = (ticketId: unknown, hash: unknown): string => `${String(ticketId)} ${String(hash)}`;

function tableNamed(tables: readonly RecordedTable[], name: string): RecordedTable {
  return tables.find((table) => table.name === name) ?? { name, columns: {} };
}

/** Of a table that may have no such column. */
function column(table: RecordedTable, name: string): Column {
  return (table.columns[name] ??= Array<null>(tableLength(table)).fill(null));
}
