import type { Route } from "next";

/** Customers see their own organizations; staff review all of them under /staff. */
export type Audience = "customer" | "staff";

type QueryValue = string | number | Date | undefined;

type Query = Readonly<Record<string, QueryValue | readonly string[]>>;

/** Appends a query, leaving out what is undefined, and a fragment to a known path. */
export function url<T extends string>(path: Route<T>, query: Query = {}, fragment = ""): Route {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    for (const value of [given].flat() as QueryValue[]) {
      if (value === undefined) continue;
      search.append(name, value instanceof Date ? value.toISOString() : String(value));
    }
  }
  const address = withSearch(path as Route, search.toString());
  return (fragment === "" ? address : `${address}#${fragment}`) as Route;
}

/** Appends a query as `URLSearchParams` writes it. */
export function withSearch(path: Route, search: string): Route {
  return (search === "" ? path : `${path}?${search}`) as Route;
}

export function loginUrl(query: { error?: string; next?: string } = {}): Route {
  return url("/login", query);
}

/** `first`: leads back to the first steps. */
export function connectUrl(query: { first?: "1" } = {}): Route {
  return url("/connections/new", query);
}

/** The second step of signing in: a code. */
export function verifyUrl(query: { error?: string; next?: string; sent?: "again" } = {}): Route {
  return url("/login/verify", query);
}

/** Of an email: the page whose button signs in. */
export function linkUrl(token: string): Route {
  return url(`/link/${token}` as Route);
}

/** Behind the link of an invitation. */
export function invitePageUrl(token: string): Route {
  return url(`/invite/${token}` as Route);
}

/**
 * The page that emails a link to set a new password; `stopped` is set after stopping a change of
 * address.
 */
export function askResetUrl(query: { sent?: "1"; stopped?: "1" } = {}): Route {
  return url("/login/reset" as Route, query);
}

/** Behind the link of that email. */
export function resetPageUrl(token: string): Route {
  return url(`/reset/${token}` as Route);
}

/** Behind the link to a new address. */
export function confirmAddressUrl(token: string): Route {
  return url(`/confirm-address/${token}` as Route);
}

/** The page behind the link that stops a change of address. */
export function keepAddressUrl(token: string): Route {
  return url(`/keep-address/${token}` as Route);
}

/** Behind the link that a portal without people prints. */
export function firstAdministratorUrl(token: string): Route {
  return url(`/first-administrator/${token}` as Route);
}

/** Asks for the password once, to link a sign-in at an issuer. */
export function linkIdentityUrl(query: { next?: string } = {}): Route {
  return url("/login/link-identity" as Route, query);
}

/** Posted to: leads to an issuer. */
export function issuerUrl(id: string): Route {
  return url(`/api/single-sign-on/${id}` as Route);
}

/**
 * The page of sign-in methods; `singleSignOn` is the result of linking an issuer, and `address`
 * says that a new one was confirmed.
 */
export function securityUrl(query: { singleSignOn?: string; address?: "changed" } = {}): Route {
  return url("/settings/security", query, query.singleSignOn ? "single-sign-on" : "");
}

export function ticketsUrl(audience: Audience, query: Query = {}): Route {
  return url(audience === "staff" ? "/staff/tickets" : "/tickets", query);
}

interface TicketQuery {
  /** Shows the ticket as it was at that time. */
  at?: Date;
  /** Shows the events before this one. */
  history?: string;
  /** Returns a reply to its form. */
  submission?: string;
  /** Says that the ticket was just filed. */
  filed?: "1";
  /** Staff: shows the revisions before this one; "" shows the latest. */
  revisions?: string;
  /** Staff: shows the internal notes before this one. */
  notes?: string;
  /** Opens the box that continues a closed ticket. */
  continue?: "1";
  /** Why a reply without scripts was not sent. */
  problem?: string;
  /** Why an action without scripts was not carried out. */
  failed?: string;
  /** The action without scripts that was carried out. */
  done?: string;
  /** Shows which staff looked at it. */
  looked?: "1";
  /** Shows whose turn it was, with the periods before this one; "" shows the latest. */
  life?: string;
}

type MessageAnchor = `message-${string}`;

/** The id of a message on its ticket's page, by the provider's id. */
export function messageAnchor(externalId: string): MessageAnchor {
  return `message-${externalId.replace(/[^\w.-]/g, "_")}`;
}

/** The page of a ticket; a customer's also that of a submission that is no ticket yet. */
export function ticketUrl(
  audience: Audience,
  id: string,
  query: TicketQuery = {},
  fragment?:
    | "cases"
    | "history"
    | "notes"
    | "reply"
    | "reply-secrets"
    | "waiting"
    | "who-looked"
    | MessageAnchor,
): Route {
  return audience === "staff"
    ? url(`/staff/tickets/${id}`, { ...query }, fragment)
    : url(`/tickets/${id}`, { ...query }, fragment);
}

interface NewTicketQuery {
  /** Returns a submission to its form. */
  submission?: string;
  /** Connection id. */
  account?: string;
  /** Id of the closed ticket that this one follows up. */
  continues?: string;
  /** Id of the service that it is about. */
  service?: string;
  /** Waits for the choices, as nothing can load them later. */
  plain?: "1";
  /** Why a form without scripts was not filed. */
  problem?: string;
}

export function newTicketUrl(query: NewTicketQuery = {}, fragment?: string): Route {
  return url("/tickets/new", { ...query }, fragment);
}

export function notificationsUrl(query: { before?: string } = {}): Route {
  return url("/notifications" as Route, query);
}

/** Shows what staff looked at. */
export function accessUrl(query: Query = {}): Route {
  return url("/settings/access" as Route, query);
}

export function notificationSettingsUrl(): Route {
  return url("/settings/notifications" as Route);
}

/** Page that notification mails link to. */
export function unsubscribePageUrl(token: string): Route {
  return url(`/unsubscribe/${token}` as Route);
}

/** Posted to by mail programs, without a session. */
export function unsubscribeUrl(token: string): Route {
  return url(`/api/unsubscribe/${token}` as Route);
}

interface ServicesQuery {
  q?: string;
  kind?: string;
  state?: string;
  /** From 1. */
  page?: number;
}

export function servicesUrl(query: ServicesQuery = {}): Route {
  return url("/services", { ...query });
}

/** `history`: shows the changes before this one. */
export function serviceUrl(
  audience: Audience,
  id: string,
  query: { history?: string } = {},
  fragment?: "history",
): Route {
  return audience === "staff"
    ? url(`/staff/services/${id}`, query, fragment)
    : url(`/services/${id}`, query, fragment);
}

export const submissionsUrl = (query: Query = {}): Route => url("/staff/submissions", query);

export const syncUrl = (query: Query = {}): Route => url("/staff/sync", query);

/** `before`: shows the runs that started before that time. */
export function connectionSyncUrl(connectionId: string, query: { before?: Date } = {}): Route {
  return url(`/staff/sync/${connectionId}`, query);
}

/** Polled by open lists; `search` holds the list's filters. */
export function ticketListUpdatesUrl(audience: Audience, search: string): Route {
  return withSearch(
    audience === "staff" ? "/api/staff/tickets/updates" : "/api/tickets/updates",
    search,
  );
}

/** The list as a file; `search` holds its filters. */
export function ticketExportUrl(format: "csv" | "json", search: string): Route {
  const path = `/api/staff/tickets/export?format=${format}`;
  return (search === "" ? path : `${path}&${search}`) as Route;
}

/** An archive that proves what the portal has of a ticket. */
export function caseFileUrl(ticketId: string): Route {
  return url(`/api/staff/tickets/${ticketId}/case-file` as Route);
}

/** Finds tickets for the command palette. */
export function searchUrl(q: string): Route {
  return url("/api/search" as Route, { q });
}

/** Polled by open tickets. */
export function ticketUpdatesUrl(id: string, query: { since: string; opened?: "1" }): Route {
  return url(`/api/tickets/${id}/updates`, query);
}

/** Posted to by the reply form, without scripts. */
export function replyFormUrl(ticketId: string): Route {
  return url(`/api/tickets/${ticketId}/reply`);
}

/** Posted to by the form of a new ticket, without scripts. */
export function fileTicketUrl(): Route {
  return url("/api/tickets/file" as Route);
}

/** Posted to by a ticket's buttons, without scripts. */
export function ticketActUrl(ticketId: string): Route {
  return url(`/api/tickets/${ticketId}/act`);
}

/** Posted to by the forms of internal notes, without scripts. */
export function ticketNotesUrl(ticketId: string): Route {
  return url(`/api/staff/tickets/${ticketId}/notes`);
}

/** Takes the reason of staff for opening a ticket. */
export function ticketReasonUrl(ticketId: string): Route {
  return url(`/api/staff/tickets/${ticketId}/reason`);
}

/** Polled by pages that show a submission. */
export function submissionStatusUrl(id: string): Route {
  return url(`/api/submissions/${id}`);
}

export function attachmentUrl(id: string): Route {
  return url(`/api/attachments/${id}`);
}

export function attachmentPreviewUrl(id: string): Route {
  return url(`/api/attachments/${id}/preview`);
}

/** All files of a ticket as one archive. */
export function ticketFilesUrl(id: string): Route {
  return url(`/api/tickets/${id}/files`);
}

/** Uploads: POST without an id starts one, PUT sends a piece, POST with an id completes it. */
export function fileUrl(id?: string, piece?: number): Route {
  if (id === undefined) return url("/api/files");
  const name = encodeURIComponent(id);
  return piece === undefined ? url(`/api/files/${name}`) : url(`/api/files/${name}/${piece}`);
}

export function draftsUrl(): Route {
  return url("/api/drafts");
}

/** `in`: one of the viewer's organizations; `after`: the person before the page. */
export function organizationUrl(query: { in?: string; after?: string } = {}): Route {
  return url("/organization", query);
}

/** `before`: shows the deliveries before this one. */
export function webhookUrl(id: string, query: { before?: string } = {}): Route {
  return url(`/organization/webhooks/${id}` as Route, query);
}

export function staffPeopleUrl(query: Query = {}): Route {
  return url("/staff/people", query);
}

/** `organization`: searches for one to add the person to. */
export function staffPersonUrl(id: string, query: { organization?: string } = {}): Route {
  return url(`/staff/people/${id}`, query);
}

/** The overview of all organizations. */
export function overviewUrl(query: Query = {}): Route {
  return url("/staff", query);
}

export function auditUrl(query: Query = {}): Route {
  return url("/staff/audit" as Route, query);
}

export function staffOrganizationsUrl(query: Query = {}): Route {
  return url("/staff/organizations", query);
}

/** `at`: as it was known at that moment. */
export function staffOrganizationUrl(id: string, query: Query = {}): Route {
  return url(`/staff/organizations/${id}`, query);
}
