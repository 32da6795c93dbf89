import type { MessageKey } from "../../i18n/message";
import type { PeopleFilters } from "../../people/schemas";
import type { OverviewFilters } from "../../review/overview/overview-filters";
import type { SyncFilters } from "../../review/sync/filters";
import type { TicketFilters } from "../../tickets/schemas";
import type { AuditFilters } from "../schemas";

/** Ids with names in the database. */
export const NAMED_FACTS = [
  "organization",
  "account",
  "service",
  "category",
  "assignee",
  "person",
  "case",
  "ticket",
] as const;

export type NamedFact = (typeof NAMED_FACTS)[number];

/** Values are shown as texts of the catalog, by a rule, or as they were typed. */
export type FactKind =
  | Readonly<Record<string, MessageKey>>
  | NamedFact
  | "day"
  | "moment"
  | "period"
  | "provider"
  | "providerWord"
  | "span"
  | "text"
  | "turn";

export interface FactLabel {
  label: MessageKey;
  kind: FactKind;
}

type Page = "after" | "before" | "count" | "sort" | "view";
type OfOverview = Exclude<
  keyof OverviewFilters,
  "period" | "find" | "table" | "typed" | "problems"
>;

type ListFact =
  | Exclude<keyof TicketFilters, Page>
  | Exclude<keyof AuditFilters, Page>
  | Exclude<keyof PeopleFilters, Page>
  | Exclude<keyof SyncFilters, Page>
  | OfOverview
  | "from"
  | "to"
  | "named";

const ROLES = {
  reader: "roles.reader",
  member: "roles.member",
  manager: "roles.manager",
  customer: "roles.customer",
  staff: "roles.staff",
  admin: "roles.admin",
} as const;

const YES = { true: "ticket.details.yes", false: "ticket.details.no" } as const;

const PERIOD = "period";

/** Filters of lists. One without a row does not compile. */
export const LIST_FACTS: Readonly<Record<ListFact, FactLabel>> = {
  q: { label: "audit.words", kind: "text" },
  named: { label: "staffFilters.named", kind: "text" },
  kind: {
    label: "audit.kind",
    kind: {
      looked: "audit.kinds.looked",
      searched: "audit.kinds.searched",
      exported: "audit.kinds.exported",
      changed: "audit.kinds.changed",
      signed_in: "audit.kinds.signed_in",
    },
  },
  outcome: {
    label: "audit.outcome",
    kind: {
      done: "audit.outcomes.done",
      refused: "audit.outcomes.refused",
      failed: "audit.outcomes.failed",
    },
  },
  person: { label: "audit.person", kind: "person" },
  organization: { label: "filters.organization", kind: "organization" },
  account: { label: "staffFilters.account", kind: "account" },
  category: { label: "staffFilters.category", kind: "category" },
  categoryId: { label: "filters.categoryId", kind: "category" },
  assignee: { label: "staffFilters.assignee", kind: "assignee" },
  service: { label: "filters.service", kind: "service" },
  removed: {
    label: "staffFilters.removed",
    kind: { yes: "staffFilters.removedIs.yes", no: "staffFilters.removedIs.no" },
  },
  age: { label: "staffFilters.age", kind: "span" },
  unanswered: { label: "staffFilters.unanswered", kind: "span" },
  turn: { label: "filters.turn", kind: "turn" },
  provider: { label: "filters.provider", kind: "provider" },
  status: { label: "filters.status", kind: "providerWord" },
  priority: { label: "filters.priority", kind: "providerWord" },
  filed: {
    label: "filters.filed",
    kind: { me: "filters.filedBy.me", colleagues: "filters.filedBy.colleagues" },
  },
  show: {
    label: "filters.show",
    kind: {
      unread: "filters.shown.unread",
      archived: "filters.shown.archived",
      all: "filters.shown.all",
    },
  },
  at: { label: "past.at", kind: "moment" },
  since: { label: "filters.since", kind: "day" },
  until: { label: "filters.until", kind: "day" },
  from: { label: "filters.since", kind: "day" },
  to: { label: "filters.until", kind: "day" },
  opened: { label: "filters.opened", kind: PERIOD },
  done: { label: "filters.done", kind: PERIOD },
  answered: { label: "filters.answered", kind: PERIOD },
  role: { label: "staffPeople.role", kind: ROLES },
  state: {
    label: "staffPeople.state",
    kind: {
      open: "cases.opened",
      closed: "cases.closed",
      all: "staffPeople.any",
      active: "staffPeople.active",
      disabled: "staffPeople.disabled",
      failing: "staffSync.total.failing",
      overdue: "staffSync.total.overdue",
      paused: "staffSync.total.paused",
      unknown: "staffSubmissions.states.unknown",
      rejected: "staffSubmissions.states.rejected",
      waiting: "staffSubmissions.states.waiting",
    },
  },
};

/** Titles of pages that staff can see as a customer. Other addresses are shown as they are. */
const PAGES = {
  "/": "welcome.title",
  "/connections": "connections.title",
  "/connections/new": "connections.connectAccount",
  "/notifications": "notifications.title",
  "/organization": "people.title",
  "/services": "services.title",
  "/settings": "settings.title",
  "/settings/access": "access.title",
  "/settings/access/days": "dayRoots.title",
  "/settings/notifications": "settings.notifications",
  "/tickets": "tickets.title",
  "/tickets/new": "newTicket.title",
} as const;

/** Facts of changes. `null`: of use to the portal alone. Unknown ones are left out. */
export const CHANGE_FACTS: Readonly<Record<string, FactLabel | null>> = {
  address: { label: "audit.facts.address", kind: { unknown: "sessions.unknownNetwork" } },
  before: { label: "audit.facts.before", kind: ROLES },
  businessHours: { label: "openingHours.title", kind: "text" },
  asksReason: { label: "audit.facts.asksReason", kind: YES },
  useReferences: { label: "audit.facts.useReferences", kind: YES },
  case: { label: "cases.case", kind: "case" },
  caseFile: { label: "audit.facts.caseFile", kind: "text" },
  ends: null,
  email: { label: "staffPeople.email", kind: "text" },
  ended: { label: "audit.facts.endedSessions", kind: "text" },
  endedSessions: { label: "audit.facts.endedSessions", kind: "text" },
  invitedById: { label: "audit.facts.invitedBy", kind: "person" },
  isRequired: { label: "audit.facts.isRequired", kind: YES },
  issuer: { label: "audit.facts.issuer", kind: "text" },
  kind: {
    label: "audit.facts.kind",
    kind: {
      create: "submissions.kind.create",
      reply: "submissions.kind.reply",
      close: "submissions.kind.close",
      reopen: "submissions.kind.reopen",
      solve: "submissions.kind.solve",
      collaborators: "submissions.kind.collaborators",
      files: "submissions.kind.files",
    },
  },
  kinds: {
    label: "webhooks.events",
    kind: {
      answered: "webhooks.kind.answered",
      your_turn: "webhooks.kind.your_turn",
      changed: "webhooks.kind.changed",
      filed: "webhooks.kind.filed",
      failed: "webhooks.kind.failed",
      edited: "webhooks.kind.edited",
      connection: "webhooks.kind.connection",
      mentioned: "webhooks.kind.mentioned",
      added: "webhooks.kind.added",
      notice: "webhooks.kind.notice",
    },
  },
  left: { label: "audit.facts.codesLeft", kind: "text" },
  method: {
    label: "sessions.signedInBy",
    kind: {
      password: "sessions.method.password",
      mail_link: "sessions.method.mail_link",
      mail_code: "sessions.method.mail_code",
      passkey: "sessions.method.passkey",
      identity: "sessions.method.identity",
      invitation: "sessions.method.invitation",
      operator: "sessions.method.operator",
      code: "audit.facts.code",
    },
  },
  name: { label: "people.name", kind: "text" },
  note: null,
  page: { label: "audit.facts.page", kind: PAGES },
  provider: { label: "filters.provider", kind: "provider" },
  reason: null,
  role: { label: "staffPeople.role", kind: ROLES },
  staff: null,
  tickets: { label: "cases.members", kind: "ticket" },
  state: LIST_FACTS.state,
  was: {
    label: "audit.facts.before",
    kind: {
      queued: "review.outcome.queued",
      sending: "review.outcome.sending",
      sent: "review.outcome.sent",
      rejected: "review.outcome.rejected",
      unknown: "review.outcome.unknown",
      needs_decision: "review.outcome.needs_decision",
      abandoned: "review.outcome.abandoned",
    },
  },
};

/** Codes by act. Reasons of other acts are a person's own words. */
export const REASON_CODES: Readonly<Record<string, Readonly<Record<string, MessageKey>>>> = {
  "signin.failed": {
    disabled: "audit.reasons.disabled",
    password: "audit.reasons.password",
    unknown: "audit.reasons.unknown",
    mail_code: "audit.reasons.mailCode",
    unusable: "audit.reasons.unusable",
    no_address: "audit.reasons.noAddress",
  },
  "webhook.turned_off": {
    gone: "audit.reasons.gone",
    failed: "audit.reasons.failing",
  },
};
