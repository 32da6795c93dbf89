import { kindRule } from "../kinds";
import type { FollowLevel, NewNotice, NoticeReason, OrganizationLevel } from "../types";

/** What one enabled person has to do with a notice's topic. */
export interface PersonFacts {
  userId: string;
  /** In lower case. */
  email: string;
  mayRead: boolean;
  isManager: boolean;
  hasFiled: boolean;
  hasReplied: boolean;
  follow: FollowLevel | null;
  level: OrganizationLevel;
  /** When they last opened the ticket. */
  seenAt: Date | null;
  /** As stored. */
  choices: unknown;
  hasPush: boolean;
}

/** `existsSince`: since when what was edited was here; null: since the ticket was. */
export interface NoticeFacts {
  notice: NewNotice;
  existsSince: Date | null;
}

/** Returns why a person is told, or null. */
export function reasonToTell(
  { notice, existsSince }: NoticeFacts,
  person: PersonFacts,
): NoticeReason | null {
  const rule = kindRule(notice.kind);
  // Somebody who must set up a second factor first still learns that they were added.
  if (!person.mayRead && notice.kind !== "added") return null;
  if (person.userId === notice.actorId) return null;
  if (person.follow === "mute" && !rule.passesMute) return null;
  if (rule.onlySeen && !hasSeen(person, existsSince)) return null;
  switch (rule.audience) {
    case "recipient":
      return notice.recipientId === person.userId ? "own" : null;
    case "named":
      return notice.addresses.includes(person.email) ? "mentioned" : null;
    case "managers":
      return person.isManager ? "manages" : null;
    case "involved":
      return involvement(person);
  }
}

function involvement({ follow, level, hasFiled, hasReplied }: PersonFacts): NoticeReason | null {
  if (follow === "follow") return "follows";
  if (level === "none") return null;
  if (hasFiled) return "filed";
  if (hasReplied) return "replied";
  return level === "all" ? "organization" : null;
}

function hasSeen({ seenAt }: PersonFacts, existsSince: Date | null): boolean {
  return seenAt !== null && (existsSince === null || seenAt >= existsSince);
}
