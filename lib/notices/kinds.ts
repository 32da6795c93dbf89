/** Mail delivery of one kind: never, at once, or in the daily digest. */
export type MailMode = "off" | "now" | "digest";

/** A person's channels for one kind. */
export interface KindChoice {
  in_app: boolean;
  mail: MailMode;
  push: boolean;
}

/**
 * - `involved`: people who filed, replied or follow the ticket or its organization.
 * - `recipient`: only the person in `recipientId`.
 * - `named`: people whose address is in `addresses`.
 * - `managers`: managers of the organization.
 */
type Audience = "involved" | "recipient" | "named" | "managers";

interface KindRule {
  audience: Audience;
  /** Notifies only people who have opened the ticket. */
  onlySeen?: true;
  /** Notifies people who have muted the ticket, too. */
  passesMute?: true;
  /** Ignores quiet hours if it is the customer's turn on an urgent ticket (`urgentPriorities`). */
  mayWake?: true;
  /** Delay before it is sent, as it may settle by itself. */
  holdSeconds?: number;
  /** Only for staff: no organization, and no webhook of one, hears of it. */
  isForStaff?: true;
  /** Never mailed: the portal sends another mail about it. */
  mailedElsewhere?: true;
  /** Default until the person chooses. */
  usual: KindChoice;
}

/** All kinds with their audience and default channels. Adding one: docs/notifications.md. */
export const NOTICE_KINDS = {
  answered: {
    audience: "involved",
    mayWake: true,
    usual: { in_app: true, mail: "now", push: true },
  },
  your_turn: {
    audience: "involved",
    mayWake: true,
    usual: { in_app: true, mail: "now", push: true },
  },
  changed: {
    audience: "involved",
    mayWake: true,
    usual: { in_app: true, mail: "off", push: false },
  },
  filed: { audience: "involved", usual: { in_app: true, mail: "off", push: false } },
  failed: {
    audience: "recipient",
    passesMute: true,
    holdSeconds: 120,
    usual: { in_app: true, mail: "now", push: true },
  },
  edited: {
    audience: "involved",
    onlySeen: true,
    usual: { in_app: true, mail: "off", push: false },
  },
  connection: { audience: "managers", usual: { in_app: true, mail: "now", push: false } },
  mentioned: {
    audience: "named",
    passesMute: true,
    usual: { in_app: true, mail: "now", push: true },
  },
  added: {
    audience: "recipient",
    passesMute: true,
    mailedElsewhere: true,
    usual: { in_app: true, mail: "off", push: false },
  },
  notice: { audience: "involved", usual: { in_app: true, mail: "off", push: false } },
  noted: {
    audience: "recipient",
    passesMute: true,
    isForStaff: true,
    usual: { in_app: true, mail: "now", push: true },
  },
} as const satisfies Record<string, KindRule>;

export type NoticeKind = keyof typeof NOTICE_KINDS;

/** Kinds that an organization may hear of. */
export type OrganizationKind = Exclude<NoticeKind, "noted">;

export function kindRule(kind: NoticeKind): KindRule {
  return NOTICE_KINDS[kind];
}

export const isNoticeKind = (text: string): text is NoticeKind => Object.hasOwn(NOTICE_KINDS, text);

export const isOrganizationKind = (text: string): text is OrganizationKind =>
  isNoticeKind(text) && !kindRule(text).isForStaff;
