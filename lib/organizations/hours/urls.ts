import type { Route } from "next";

import { url } from "../../routes";

/** Where the business hours of an organization are shown. */
export const openingHoursUrl = (organizationId: string): Route =>
  url("/organization", { in: organizationId }, "business-hours");

/** Posted to by their form, without scripts. */
export const changeHoursUrl = (organizationId: string): Route =>
  url(`/api/organizations/${organizationId}/hours` as Route);
