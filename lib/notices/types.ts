import type { NoticeKind } from "./kinds";

/**
 * The subject of a notice. Notices of one topic are sent together and read together. `notes`: the
 * internal notes of a ticket, for staff.
 */
export type NoticeTopic =
  `${"ticket" | "submission" | "connection" | "organization" | "notes"}:${string}`;

/** Channels that reach one person. Webhooks are an organization's. */
export type PersonChannel = "mail" | "push";

export type FollowLevel = "follow" | "mute";
export type OrganizationLevel = "all" | "mine" | "none";

/** Case of a kind. Each has a sentence in the catalogs: `notices.detail.<detail>`. */
export type NoticeDetail =
  | "message"
  | "automatic"
  | "status"
  | "priority"
  | "opened_elsewhere"
  | "filed"
  | "rejected"
  | "unknown"
  | "needs_decision"
  | "message_changed"
  | "message_removed"
  | "file_removed"
  /** A lost answer was found late, or a reply was sent late. */
  | "arrived"
  | "key_refused"
  | "copied_in"
  | "added"
  | "noted"
  | "test";

/** Reason for notifying a person, shown as the last line of a mail. */
export type NoticeReason =
  "own" | "filed" | "replied" | "mentioned" | "noted" | "follows" | "organization" | "manages";

/** A notice to be stored. Holds ids only: no text of a provider or a person. */
export interface NewNotice {
  organizationId: string;
  topic: NoticeTopic;
  ticketId: string | null;
  submissionId: string | null;
  connectionId: string | null;
  kind: NoticeKind;
  detail: NoticeDetail;
  /** Identifies the event of the same transaction by kind and field. */
  event: { kind: string; field: string | null } | null;
  /** The person who caused it, who is not notified. */
  actorId: string | null;
  /** The only person who is notified. */
  recipientId: string | null;
  /** Addresses named in the change, in lower case. Not stored. */
  addresses: readonly string[];
  /** Sent even in quiet hours. */
  wakes: boolean;
}
