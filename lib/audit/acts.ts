import { PERSON_ACTS, type PersonAct } from "../person-acts";
import type { AuditKind } from "./schemas";

const SIGN_IN_ACTS = [
  "identity.not_proved",
  "identity.proved",
  "second_factor.recovery_code_used",
  "second_factor.wrong_code",
  "session.revoked",
  "signin.failed",
  "signin.succeeded",
  "signin.unfinished",
  "user.signed_out",
] as const satisfies readonly PersonAct[];

/** Acts on anything but a person's account, by kind. */
const OTHER_ACTS = {
  looked: [
    "audit.listed",
    "case.viewed",
    "cases.listed",
    "connection.viewed",
    "connections.listed",
    "organization.viewed",
    "organizations.listed",
    "overview.listed",
    "page.seen",
    "people.listed",
    "person.viewed",
    "seeing.started",
    "seeing.stopped",
    "service.viewed",
    "submissions.listed",
    "ticket.viewed",
    "tickets.listed",
  ],
  searched: [
    "audit.searched",
    "cases.searched",
    "connections.searched",
    "organizations.searched",
    "people.searched",
    "tickets.searched",
  ],
  exported: [
    "attachment.downloaded",
    "attachments.downloaded",
    "case_file.exported",
    "tickets.exported",
  ],
  changed: [
    "case.closed",
    "case.renamed",
    "case.reopened",
    "case.started",
    "case.ticket_added",
    "case.ticket_taken_out",
    "connection.created",
    "connection.disconnected",
    "connection.erased",
    "connection.key_replaced",
    "connection.renamed",
    "identity.linked",
    "identity.removed",
    "invitation.accepted",
    "invitation.sent",
    "invitation.withdrawn",
    "note.removed",
    "note.written",
    "organization.created",
    "organization.renamed",
    "organization.second_factor_changed",
    "organization.settings_changed",
    "organization.template_removed",
    "organization.template_saved",
    "organization.view_removed",
    "organization.view_saved",
    "submission.accepted",
    "submission.drop",
    "submission.send_again",
    "submission.take_back",
    "sync.full_sweep",
    "sync.pause",
    "sync.resume",
    "sync.retry",
    "ticket.made_private",
    "ticket.marked_sensitive",
    "ticket.reason_given",
    "ticket.shared",
    "ticket.unmarked_sensitive",
    "webhook.added",
    "webhook.changed",
    "webhook.removed",
    "webhook.replayed",
    "webhook.resent",
    "webhook.secret_renewed",
    "webhook.tested",
    "webhook.turned_off",
    "webhook.turned_on",
  ],
} as const;

export type OtherAct = (typeof OTHER_ACTS)[keyof typeof OTHER_ACTS][number];

const isSignIn = (act: PersonAct) => SIGN_IN_ACTS.some((one) => one === act);

export const ACTS_BY_KIND: Readonly<Record<AuditKind, readonly string[]>> = {
  ...OTHER_ACTS,
  changed: [...OTHER_ACTS.changed, ...PERSON_ACTS.filter((act) => !isSignIn(act))],
  signed_in: SIGN_IN_ACTS,
};

/** By which staff read what belongs to customers. */
export const LOOKS: readonly string[] = [
  ...OTHER_ACTS.looked,
  ...OTHER_ACTS.searched,
  ...OTHER_ACTS.exported,
];

/** Looks at lists, which concern every organization unless they were narrowed. */
export const LIST_LOOKS: readonly string[] = LOOKS.filter((act) =>
  /\.(?:exported|listed|searched)$/.test(act),
);
