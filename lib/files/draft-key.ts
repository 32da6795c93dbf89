type DraftKind = "new_ticket" | "resubmission" | "follow_up" | "reply";

/** The form of a draft and its files. Each person has one draft per key. */
export interface DraftKey {
  kind: DraftKind;
  /** A submission, or the ticket of a follow-up or reply; empty for a new ticket. */
  targetId: string;
}

export const NEW_TICKET_KEY: DraftKey = { kind: "new_ticket", targetId: "" };

export function resubmissionKey(submissionId: string): DraftKey {
  return { kind: "resubmission", targetId: submissionId };
}

export function followUpKey(ticketId: string): DraftKey {
  return { kind: "follow_up", targetId: ticketId };
}

export function replyKey(ticketId: string): DraftKey {
  return { kind: "reply", targetId: ticketId };
}

/** Do not change: browsers keep drafts under these, and sealed drafts are bound to them. */
const PREFIXES: Readonly<Record<DraftKind, string>> = {
  new_ticket: "new",
  resubmission: "new",
  follow_up: "continue",
  reply: "reply",
};
const TARGETED: readonly DraftKind[] = ["resubmission", "follow_up", "reply"];
const PATTERN = /^(?<prefix>new|continue|reply):(?<targetId>[0-9A-Za-z_-]{1,64})$/;

/** Returns "new", "new:<submission id>", "continue:<ticket id>" or "reply:<ticket id>". */
export function formatDraftKey({ kind, targetId }: DraftKey): string {
  return kind === "new_ticket" ? PREFIXES[kind] : `${PREFIXES[kind]}:${targetId}`;
}

export function parseDraftKey(text: string): DraftKey | null {
  if (text === PREFIXES.new_ticket) return NEW_TICKET_KEY;
  const { prefix, targetId } = PATTERN.exec(text)?.groups ?? {};
  const kind = TARGETED.find((each) => PREFIXES[each] === prefix);
  return kind && targetId ? { kind, targetId } : null;
}
