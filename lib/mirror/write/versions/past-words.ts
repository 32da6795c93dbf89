import type { Db } from "../../../db/kysely";
import type { TicketSnapshot } from "../../../providers/contract";
import { searchVector } from "../search/search-index";
import type { MirrorTarget } from "../ticket-row";
import { hiddenMessages, type Revision, revisionsOf } from "./past-revisions";
import { deletePastWords, insertPastWords } from "./version-statements";

type PastRow = Parameters<typeof insertPastWords.run>[1]["rows"][number];

interface EarlierWords {
  rows: PastRow[];
  /** Since when the current words are known; null without a revision that can be read. */
  knownFrom: number | null;
}

const iso = (time: number): string => new Date(time).toISOString();

/** Words of a ticket before the current ones, from its revisions. `hidden`: see `wordsOf`. */
export function earlierWords(
  ticket: Pick<PastRow, "ticket_id" | "organization_id">,
  revisions: readonly Revision[],
  hidden: ReadonlySet<string>,
): EarlierWords {
  const all = revisions.flatMap(({ recordedAt, snapshot }) =>
    snapshot ? [{ recordedAt, words: wordsOf(snapshot, hidden) }] : [],
  );
  const changes = all.filter(({ words }, index) => words !== all[index - 1]?.words);
  const rows = changes.slice(0, -1).map(({ recordedAt, words }, index) => ({
    ...ticket,
    known_from: iso(recordedAt),
    known_until: iso(changes[index + 1]?.recordedAt ?? recordedAt),
    words,
  }));
  return { rows, knownFrom: changes.at(-1)?.recordedAt ?? null };
}

/** Leaves out encrypted messages; `hidden` are those that are encrypted now. */
function wordsOf(snapshot: TicketSnapshot, hidden: ReadonlySet<string>): string {
  const { body = null, services, messages = [], attachments = [] } = snapshot;
  return searchVector({
    ...snapshot,
    body,
    services: services.map((service) => ({ ...service, listedName: null })),
    messages: messages.map((message) => ({
      ...message,
      encrypted: message.encrypted || hidden.has(message.externalId),
    })),
    attachments,
  });
}

/** Makes past words anew for tickets with a message that has become encrypted. */
export async function hidePastWords(
  client: Db,
  target: MirrorTarget,
  ticketIds: string[],
): Promise<void> {
  if (ticketIds.length === 0) return;
  await deletePastWords.run(client, { ticketIds });
  const hidden = await hiddenMessages(client, ticketIds);
  const found = await revisionsOf(client, target, ticketIds);
  const rows = [...found].flatMap(([ticket_id, revisions]) => {
    const ticket = { ticket_id, organization_id: target.organizationId };
    return earlierWords(ticket, revisions, hidden).rows;
  });
  if (rows.length > 0) await insertPastWords.run(client, { rows });
}
