import type { Route } from "next";

/** Filters of a list, or facts of a change. */
export type AuditData = Readonly<Record<string, string>>;

/** A fact in the words that its reader is shown. */
export interface AuditFact {
  label: string;
  value: string;
  /** Written by others, in an unknown language. */
  isForeign: boolean;
}

export interface AuditTargetView {
  /** As people know it; null: only its id is known. */
  name: string | null;
  id: string;
  /** A ticket's number. */
  number: string | null;
  href: Route | null;
}

export interface NamedRow {
  id: string;
  name: string;
}

/** An entry of the log, as staff read it. */
export interface AuditEntryView {
  id: string;
  at: Date;
  action: string;
  outcome: "done" | "refused" | "failed";
  reason: string | null;
  count: number | null;
  /** Null: a visitor or the portal itself. */
  actor: { id: string; name: string | null; email: string | null } | null;
  organization: NamedRow | null;
  /** Null for a list. */
  target: AuditTargetView | null;
  data: AuditData;
  facts: readonly AuditFact[];
  /** The customer whom staff saw the portal as; null: as themselves. */
  seenAsName: string | null;
  sessionId: string | null;
  /** Null if the session's row is gone. */
  device: string | null;
  network: string | null;
}

/** A look of staff, as the members of the organization see it. */
export interface StaffLook {
  id: string;
  at: Date;
  action: string;
  /** Null: no longer known. */
  actorName: string | null;
  reason: string | null;
  count: number | null;
  /** Null for a list. */
  target: AuditTargetView | null;
  data: AuditData;
  facts: readonly AuditFact[];
  /** The customer whom they saw the portal as; null: as themselves. */
  seenAsName: string | null;
  /** Logged for the organization shown, and for no other. */
  isOwn: boolean;
  /** The list was of every organization. */
  isOfAll: boolean;
  /** Some of the words could name another organization. */
  hasHiddenWords: boolean;
}
