import type { NoticeKind } from "./kinds";

/** What a notice is about. Its notices are told together and read together. */
export type NoticeTopic = `${"ticket" | "submission" | "connection" | "organization"}:${string}`;

/** Channels that reach one person. Webhooks are an organization's. */
export type PersonChannel = "mail" | "push";

export type FollowLevel = "follow" | "mute";
export type OrganizationLevel = "all" | "mine" | "none";

/** Which case of a kind, for its sentence: each has a key in the catalogs, `notices.detail.<detail>`. */
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
  | "test";

/** Why somebody is told; the last line of a mail says it. */
export type NoticeReason =
  "own" | "filed" | "replied" | "mentioned" | "follows" | "organization" | "manages";

/** A notice to be stored. Holds ids only: no text of a provider or a person. */
export interface NewNotice {
  organizationId: string;
  topic: NoticeTopic;
  ticketId: string | null;
  submissionId: string | null;
  connectionId: string | null;
  kind: NoticeKind;
  detail: NoticeDetail;
  /** Finds the event that it tells of: its kind and field. */
  event: { kind: string; field: string | null } | null;
  /** Who caused it; never told. */
  actorId: string | null;
  /** The only person who is told. */
  recipientId: string | null;
  /** Addresses that it names, in lower case. Not stored. */
  addresses: readonly string[];
  /** Told even in quiet hours. */
  wakes: boolean;
}
