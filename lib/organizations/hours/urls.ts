import type { Route } from "next";

import { url } from "../../routes";

/** Leads to the business hours on the organization's page. */
export const openingHoursUrl = (organizationId: string): Route =>
  url("/organization", { in: organizationId }, "business-hours");

/** Posted to by their form, without scripts. */
export const changeHoursUrl = (organizationId: string): Route =>
  url(`/api/organizations/${organizationId}/hours` as Route);
