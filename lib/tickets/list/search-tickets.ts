import { ownScope, scopedTickets } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { textsOf } from "../../i18n/texts";
import { providerName, shownStatus } from "../../providers/labels";
import { visibleOr } from "../../text/blank";
import { shorten } from "../../text/shorten";
import { ticketFilters } from "../schemas";
import { listPage, listReader, MAX_SUBJECT } from "./list-page";
import { isPrivate } from "./list-rows";
import type { FoundTicket } from "./types";

const MAX_FOUND = 8;
const MAX_RECENT = 5;
/** More than are shown, as some may have become private. */
const MAX_SEEN = 20;

/** Returns the first tickets that the list's search finds; without text, the last viewed. */
export async function searchTickets(viewer: Viewer, typed: string): Promise<FoundTicket[]> {
  const filters = ticketFilters.parse({ q: typed });
  if (!filters.q) return recentTickets(viewer);
  const t = textsOf(viewer.language);
  const { items } = await listPage(listReader(viewer, ownScope(viewer)), filters, MAX_FOUND);
  return items.map(({ id, number, subject, provider, status, isPrivate: isHidden }) => ({
    id,
    number,
    subject,
    ...(isHidden ? { private: t("privacy.badge") } : {}),
    hint: `${provider.name} · ${status.label}`,
  }));
}

async function recentTickets(viewer: Viewer): Promise<FoundTicket[]> {
  const t = textsOf(viewer.language);
  const seen = db()
    .selectFrom("ticket_seen")
    .select(["ticket_id", "seen_at"])
    .where("user_id", "=", viewer.userId)
    .orderBy("seen_at", "desc")
    .limit(MAX_SEEN);
  const rows = await scopedTickets(ownScope(viewer))
    .innerJoin(seen.as("s"), "s.ticket_id", "t.id")
    .select(["t.id", "t.number", "t.subject", "t.provider", "t.status", isPrivate()])
    .orderBy("s.seen_at", "desc")
    .limit(MAX_RECENT)
    .execute();
  return rows.map(({ id, number, subject, provider, status, isPrivate: isHidden }) => ({
    id,
    number,
    ...(isHidden ? { private: t("privacy.badge") } : {}),
    subject: shorten(visibleOr(subject, t("tickets.noSubject")), MAX_SUBJECT),
    hint: `${providerName(provider)} · ${shownStatus(t, provider, status).label}`,
  }));
}
