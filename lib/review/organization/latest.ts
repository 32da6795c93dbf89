import { sql } from "kysely";

import { assertStaff } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { textsOf } from "../../i18n/texts";
import type { Json } from "../../providers/contract";
import { providerName } from "../../providers/labels";
import { findProvider } from "../../providers/registry";
import { visibleOr } from "../../text/blank";
import { eventSentence } from "../../tickets/detail/event-sentence";
import { ticketsAt } from "../../tickets/list/past/past-tickets";
import { sortTime } from "../../tickets/list/sort-order";
import type { OrganizationConnection, OrganizationEvent } from "./types";

const MAX_CONNECTIONS = 50;
const MAX_EVENTS = 12;

/** By label, those that are not in use last. Staff only. */
export async function organizationConnections(
  viewer: Viewer,
  organizationId: string,
): Promise<OrganizationConnection[]> {
  assertStaff(viewer);
  const rows = await db()
    .selectFrom("connection as c")
    .where("c.organization_id", "=", organizationId)
    .where("c.erasing_at", "is", null)
    .select(["c.id", "c.label", "c.provider", "c.status", "c.paused_at", "c.last_error_at"])
    .select("c.last_read_at as lastReadAt")
    .orderBy((eb) => eb("c.status", "=", "disconnected"))
    .orderBy("c.label")
    .orderBy("c.id")
    .limit(MAX_CONNECTIONS)
    .execute();
  return rows.map(({ id, label, provider, lastReadAt, ...row }) => ({
    id,
    label,
    provider: providerName(provider),
    lastReadAt,
    state: stateOf(row),
  }));
}

function stateOf(row: {
  status: "active" | "needs_attention" | "disconnected";
  paused_at: Date | null;
  last_error_at: Date | null;
}): OrganizationConnection["state"] {
  if (row.status === "disconnected") return "disconnected";
  if (row.status === "needs_attention") return "attention";
  if (row.paused_at) return "paused";
  return row.last_error_at ? "failing" : "healthy";
}

/** The newest changes of the tickets with the latest activity, as known at `at`. Staff only. */
export async function organizationEvents(
  viewer: Viewer,
  organizationId: string,
  at?: Date,
): Promise<OrganizationEvent[]> {
  assertStaff(viewer);
  const t = textsOf(viewer.language);
  const moment = at && { at: sql.val(at.toISOString()) };
  const active = ticketsAt({ all: sql.lit(true), ...moment })
    .where("t.organization_id", "=", organizationId)
    .select(["t.id", "t.number", "t.subject", "t.provider"])
    .orderBy(sortTime(moment ?? {}), "desc")
    .orderBy("t.id", "desc")
    .limit(MAX_EVENTS);
  const rows = await db()
    .selectFrom(active.as("a"))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("event as n")
          .whereRef("n.ticket_id", "=", "a.id")
          .$if(at !== undefined, (known) => known.where("n.recorded_at", "<=", at as Date))
          .select(["n.id", "n.kind", "n.field", "n.seen_at as seenAt"])
          .select((of) => of.ref("n.before").$castTo<Json>().as("before"))
          .select((of) => of.ref("n.after").$castTo<Json>().as("after"))
          .orderBy("n.id", "desc")
          .limit(MAX_EVENTS)
          .as("e"),
      (join) => join.onTrue(),
    )
    .select(["a.id as ticketId", "a.number", "a.subject", "a.provider"])
    .select(["e.id", "e.kind", "e.field", "e.before", "e.after", "e.seenAt"])
    .orderBy("e.id", "desc")
    .limit(MAX_EVENTS)
    .execute();
  return rows.map(({ id, ticketId, number, subject, provider, seenAt, ...event }) => ({
    id,
    ticketId,
    number,
    subject: visibleOr(subject, t("tickets.noSubject")),
    sentence: eventSentence(t, event, findProvider(provider), { staff: true }),
    seenAt,
  }));
}
