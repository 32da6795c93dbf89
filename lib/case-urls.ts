import type { Route } from "next";

import { url } from "./routes";

interface ReviewCasesQuery {
  q?: string;
  state?: string;
  /** Shows the cases of one. */
  organization?: string;
  after?: string;
}

/** Tickets that staff look at together. */
export function reviewCasesUrl(query: ReviewCasesQuery = {}): Route {
  return url("/staff/cases", { ...query });
}

interface ReviewCaseQuery {
  /** Shows the timeline before this entry. */
  before?: string;
  /** Searches for tickets to add. */
  find?: string;
}

export function reviewCaseUrl(
  id: string,
  query: ReviewCaseQuery = {},
  fragment?: "add" | "timeline",
): Route {
  return url(`/staff/cases/${id}` as Route, { ...query }, fragment);
}

/** Posted to by the forms of a case, without scripts. */
export function reviewCaseActUrl(id: string): Route {
  return url(`/api/staff/cases/${id}` as Route);
}

/** Daily hashes of an organization's log. */
export function dayRootsUrl(query: { in?: string; before?: string } = {}): Route {
  return url("/settings/access/days" as Route, query);
}

/** An archive of all its tickets. */
export function fileOfCaseUrl(id: string): Route {
  return url(`/api/staff/cases/${id}/case-file` as Route);
}

/** Takes the reason of staff for opening a case. */
export function reviewCaseReasonUrl(id: string): Route {
  return url(`/api/staff/cases/${id}/reason` as Route);
}

/** Posted to by the cases on a ticket, without scripts. */
export function ticketCasesUrl(ticketId: string): Route {
  return url(`/api/staff/tickets/${ticketId}/cases` as Route);
}
