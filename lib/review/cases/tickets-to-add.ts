import type { Viewer } from "../../auth/types";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import { textsOf } from "../../i18n/texts";
import { providerName } from "../../providers/labels";
import { ticketFilters } from "../../tickets/schemas";
import { listAllTickets } from "../queries";
import { relatedTickets } from "../related/related-tickets";
import type { OpenedCase, OpenedMember } from "./open-case";
import type { OfferedTicket, OfferedTickets } from "./types";

/** Tickets related to the ones added last are offered. */
const MAX_COMPARED = 2;
const MAX_OFFERED = 6;
const MAX_FOUND = 10;

/** Tickets of the same organization that are not in the case: found, or related to its latest. */
export async function ticketsToAdd(
  viewer: Viewer,
  { head, members }: OpenedCase,
  find: string | undefined,
): Promise<OfferedTickets> {
  const known = new Set(members.map(({ id }) => id));
  const isNew = ({ id }: { id: string }) => !known.has(id) && Boolean(known.add(id));
  if (find) {
    const { items } = await foundBy(viewer, head.organizationId, find);
    const found = items.map(({ id, number, subject, provider }) => ({
      id,
      number,
      subject,
      provider: provider.name,
    }));
    return { isSearch: true, tickets: found.filter(isNew).slice(0, MAX_FOUND) };
  }
  const related = await Promise.all(
    members.slice(-MAX_COMPARED).map((member) => relatedTo(viewer, head.organizationId, member)),
  );
  return { isSearch: false, tickets: related.flat().filter(isNew).slice(0, MAX_OFFERED) };
}

/** A search of the list, and audited as one. */
const foundBy = (viewer: Viewer, organization: string, q: string) =>
  listAllTickets(viewer, ticketFilters.parse({ q, organization, show: "all" }));

async function relatedTo(
  viewer: Viewer,
  organizationId: string,
  { id, subject }: OpenedMember,
): Promise<OfferedTicket[]> {
  const services = await db()
    .selectFrom("ticket_service")
    .where((eb) => isAnyOf(eb.ref("ticket_id"), [id]))
    .where("service_id", "is not", null)
    .select((eb) => eb.ref("service_id").$notNull().as("id"))
    .execute();
  const groups = await relatedTickets(textsOf(viewer.language), {
    id,
    organizationId,
    subject: subject ?? "",
    serviceIds: services.map((service) => service.id),
  });
  return groups
    .filter(({ kind }) => kind !== "organization")
    .flatMap(({ tickets }) => tickets)
    .map((ticket) => ({
      id: ticket.id,
      number: ticket.number,
      subject: ticket.subject,
      provider: providerName(ticket.provider),
    }));
}
