import { expect } from "vitest";

import { type TicketRow, ticketRow } from "@/lib/mirror/write/ticket-row";
import type { Json, TicketProvider, TicketSnapshot } from "@/lib/providers/contract";
import { sql } from "@/tests/helpers/sql";

/** Columns whose changes are events, next to each provider field. */
const WATCHED = [
  "subject",
  "body",
  "status",
  "priority",
  "category_id",
  "requester_name",
  "cc",
  "collaborator_ids",
  "provider_url",
] as const satisfies ReadonlyArray<keyof TicketRow>;

interface Seen {
  kind: string;
  field: string | null;
  before: Json;
  after: Json;
  run_id: string | null;
}

interface Final {
  row: TicketRow & { gone_at: Date | null };
  events: Seen[];
  /** The first revision's JSON, and whether it was seen together with the ticket itself. */
  first: Json;
  first_read_at: Date | null;
  first_is_begin: boolean;
  messages: Array<{ id: string; body: string | null }> | null;
  attachments: string[] | null;
  services: Array<{ kind: string; externalId: string | null; name: string | null }> | null;
}

const FINALS = `
  SELECT to_jsonb(t) || jsonb_build_object('gone_at', t.gone_at) AS "row", f.raw AS first, f.seen_at AS first_read_at, coalesce(f.seen_at = t.first_seen_at, false) AS first_is_begin,
         (SELECT jsonb_agg(jsonb_build_object('kind', e.kind, 'field', e.field, 'before', e.before, 'after', e.after, 'run_id', e.run_id) ORDER BY e.id) FROM event e WHERE e.ticket_id = t.id) AS events,
         (SELECT jsonb_agg(jsonb_build_object('id', m.external_id, 'body', m.body)) FROM message m WHERE m.ticket_id = t.id) AS messages,
         (SELECT jsonb_agg(a.external_id) FROM attachment a WHERE a.ticket_id = t.id) AS attachments,
         (SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'externalId', s.external_id, 'name', l.name)) FROM ticket_service l LEFT JOIN service s ON s.id = l.service_id WHERE l.ticket_id = t.id) AS services
    FROM ticket t LEFT JOIN LATERAL (SELECT c.raw, r.seen_at FROM revision r JOIN raw_content c USING (ticket_id, content_hash) WHERE r.ticket_id = t.id ORDER BY r.id LIMIT 1) f ON true
   WHERE t.connection_id = $1`;

/**
 * Throws unless the events of every ticket lead, one after the other, from how it was first seen to how the mirror shows it: each one's
 * `before` is what the one before it left, and nothing changed that no event tells of.
 */
export async function expectEventsReplay(
  connectionId: string,
  provider: TicketProvider,
): Promise<void> {
  for (const final of await sql<Final & Record<string, unknown>>(FINALS, [connectionId])) {
    const where = `ticket ${final.row.external_id}`;
    const begin =
      final.first !== null && final.first_is_begin
        ? provider.snapshotOf(final.first, final.first_read_at ?? new Date())
        : null;
    expect(final.events[0]?.kind, where).toBe("first_seen");
    expect(
      final.events.filter(({ kind }) => kind === "first_seen"),
      where,
    ).toHaveLength(1);
    expect(
      final.events.every((event) => event.run_id !== null),
      `${where}: every event has its run`,
    ).toBe(true);
    replayFields(
      final,
      begin && ticketRow({ connectionId, organizationId: "", provider }, begin, undefined, ""),
      where,
    );
    replayParts(final, begin, where);
    replayGoing(final, where);
  }
}

function replayFields({ row, events }: Final, begin: TicketRow | null, where: string): void {
  const eventsByField = new Map<string, Seen[]>();
  for (const event of events.filter(({ kind }) => kind === "changed"))
    eventsByField.set(event.field ?? "", [...(eventsByField.get(event.field ?? "") ?? []), event]);
  const names = new Set([
    ...WATCHED,
    ...eventsByField.keys(),
    ...Object.keys(row.fields).map((key) => `fields.${key}`),
    ...Object.keys(begin?.fields ?? {}).map((key) => `fields.${key}`),
  ]);
  for (const name of names) {
    const changes = eventsByField.get(name) ?? [];
    const values = [
      begin ? valueOf(begin, name) : changes[0] ? changes[0].before : valueOf(row, name),
    ];
    for (const change of changes) {
      expect(change.before, `${where}, ${name}: what stood before`).toEqual(values.at(-1));
      expect(change.after, `${where}, ${name}: a change changes`).not.toEqual(change.before);
      values.push(change.after);
    }
    expect(values.at(-1), `${where}, ${name}: after all its events`).toEqual(valueOf(row, name));
  }
}

function valueOf(row: TicketRow, name: string): Json {
  if (name.startsWith("fields.")) return row.fields[name.slice("fields.".length)] ?? null;
  return (row[name as (typeof WATCHED)[number]] ?? null) as Json;
}

function replayParts(
  { events, ...final }: Final,
  begin: TicketSnapshot | null,
  where: string,
): void {
  const bodies = new Map(
    (begin?.messages ?? []).map((message) => [message.externalId, message.body]),
  );
  const files = new Set((begin?.attachments ?? []).map((attachment) => attachment.externalId));
  const key = (service: unknown) => {
    const { kind, externalId, name } = service as {
      kind: string;
      externalId: string | null;
      name: string | null;
    };
    return JSON.stringify([kind, externalId ?? name]);
  };
  // A full read after a list entry may link services that the list already named.
  const services = new Set((begin?.services ?? []).map(key));
  for (const { kind, field, before, after } of events) {
    const id = field ?? "";
    if (kind === "message_added") {
      expect(bodies.has(id), `${where}: message ${id} is added once`).toBe(false);
      bodies.set(id, final.messages?.find((message) => message.id === id)?.body ?? null);
    }
    if (kind === "attachment_added") {
      expect(files.has(id), `${where}: file ${id} is added once`).toBe(false);
      files.add(id);
    }
    if (kind === "message_changed") bodies.set(id, (after as { body: string | null }).body);
    if (kind === "service_linked") services.add(key(after));
    if (kind === "service_unlinked")
      expect(services.delete(key(before)) || !begin, `${where}: what is unlinked was linked`).toBe(
        true,
      );
  }
  expect([...bodies].toSorted(), `${where}: messages`).toEqual(
    (final.messages ?? []).map(({ id, body }) => [id, body]).toSorted(),
  );
  expect([...files].toSorted(), `${where}: files`).toEqual((final.attachments ?? []).toSorted());
  if (begin)
    expect([...services].toSorted(), `${where}: services`).toEqual(
      (final.services ?? []).map(key).toSorted(),
    );
}

/** Going and returning take turns, and the last of them is how it stands. */
function replayGoing({ row, events }: Final, where: string): void {
  const turns = events
    .map(({ kind }) => kind)
    .filter((kind) => kind === "gone" || kind === "returned");
  turns.forEach((kind, index) =>
    expect(kind, `${where}: going and returning`).toBe(index % 2 === 0 ? "gone" : "returned"),
  );
  expect(turns.at(-1) === "gone", `${where}: its last going or returning`).toBe(
    row.gone_at !== null,
  );
}
