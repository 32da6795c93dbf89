import { z } from "zod";

import { id } from "../forms/id";
import { searchWords } from "../forms/search-words";

export const USER_ROLES = ["customer", "staff", "admin"] as const;
export const PERSON_STATES = ["active", "disabled"] as const;

/** Of a list in the address: what cannot be read is left out. */
export const peopleFilters = z.object({
  q: searchWords,
  role: z.enum(USER_ROLES).optional().catch(undefined),
  state: z.enum(PERSON_STATES).optional().catch(undefined),
  after: id.optional().catch(undefined),
});
export type PeopleFilters = z.output<typeof peopleFilters>;

export const organizationFilters = peopleFilters.pick({ q: true, after: true });
export type OrganizationFilters = z.output<typeof organizationFilters>;

export const personIdInput = z.object({ userId: id });
export type PersonIdInput = z.output<typeof personIdInput>;

export const portalRoleInput = personIdInput.extend({ role: z.enum(USER_ROLES) });
export type PortalRoleInput = z.output<typeof portalRoleInput>;

export const personStateInput = personIdInput.extend({ state: z.enum(PERSON_STATES) });
export type PersonStateInput = z.output<typeof personStateInput>;
