/** How mails of one kind come. */
export type MailMode = "off" | "now" | "digest";

/** Where one person is told of one kind. */
export interface KindChoice {
  in_app: boolean;
  mail: MailMode;
  push: boolean;
}

/**
 * - `involved`: who filed, replied, follows, or follows the whole organization.
 * - `recipient`: the person that the notice names by id, and nobody else.
 * - `named`: whose address it names.
 * - `managers`: of the organization.
 */
type Audience = "involved" | "recipient" | "named" | "managers";

interface KindRule {
  audience: Audience;
  /** Only people who had opened the ticket before. */
  onlySeen?: true;
  /** Told although the person has muted the ticket. */
  passesMute?: true;
  /** Wakes where it is the customer's turn on a ticket of the highest priority. */
  mayWake?: true;
  /** Held so long before it leaves the portal, as it may settle by itself. */
  holdSeconds?: number;
  /** Another mail of the portal has said it already. */
  mailedElsewhere?: true;
  /** Until the person chooses. */
  usual: KindChoice;
}

/**
 * What people are told, whom, where, and whether it wakes. A new kind is a row here, a test of
 * `ticketNotices` or of its hook, and texts: docs/notifications.md.
 */
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
} as const satisfies Record<string, KindRule>;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export function kindRule(kind: NoticeKind): KindRule {
  return NOTICE_KINDS[kind];
}

export const isNoticeKind = (text: string): text is NoticeKind => Object.hasOwn(NOTICE_KINDS, text);
