import { kindRule } from "../kinds";
import type { FollowLevel, NewNotice, NoticeReason, OrganizationLevel } from "../types";

/** An enabled person's relation to the topic of a notice. */
export interface PersonFacts {
  userId: string;
  /** In lower case. */
  email: string;
  mayRead: boolean;
  /** Is staff, who read every ticket under /staff. */
  mayReview: boolean;
  isManager: boolean;
  hasFiled: boolean;
  hasReplied: boolean;
  follow: FollowLevel | null;
  level: OrganizationLevel;
  /** When they last opened the ticket. */
  seenAt: Date | null;
  /** `notification_setting.choices` as stored. */
  choices: unknown;
  hasPush: boolean;
}

export interface NoticeFacts {
  notice: NewNotice;
  /** When the edited part was added; null if it came with its ticket. */
  existsSince: Date | null;
}

/** Returns the reason for notifying a person, or null. */
export function reasonToNotify(
  { notice, existsSince }: NoticeFacts,
  person: PersonFacts,
): NoticeReason | null {
  const rule = kindRule(notice.kind);
  // New members hear of their membership before they set up a required second factor.
  const mayRead = rule.isForStaff ? person.mayReview : person.mayRead;
  if (!mayRead && notice.kind !== "added") return null;
  if (person.userId === notice.actorId) return null;
  if (person.follow === "mute" && !rule.passesMute) return null;
  if (rule.onlySeen && !hasSeen(person, existsSince)) return null;
  switch (rule.audience) {
    case "recipient":
      if (notice.recipientId !== person.userId) return null;
      return rule.isForStaff ? "noted" : "own";
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
