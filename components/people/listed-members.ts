import { dayOf, type Locale } from "@/components/ui/time/format-time";
import type { OrganizationPerson } from "@/lib/organizations/organization-people";

import type { ListedMember } from "./people-list";

/** Formats times on the server, in the viewer's language and time zone. */
export function listedMembers(
  people: readonly OrganizationPerson[],
  locale: Locale,
): ListedMember[] {
  const day = (at: Date) => ({ at, words: dayOf(at, new Date(), locale) });
  return people.map(({ lastSeenAt, joinedAt, ...person }) => ({
    ...person,
    lastSeen: lastSeenAt && day(lastSeenAt),
    joined: day(joinedAt),
  }));
}
