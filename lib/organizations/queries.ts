import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { prisma } from "../db/prisma";
import { type OpeningHours, openingHoursOf } from "./hours/opening-hours";

export interface OrganizationSettings {
  organizationId: string;
  name: string;
  /** Sent messages end with a reference, which helps to find lost writes. */
  useReferences: boolean;
  /** Staff write down why, before they open one of its tickets. */
  asksReason: boolean;
  /** Null: none. */
  hours: OpeningHours | null;
  mayChange: boolean;
}

/** Returns the settings of the viewer's own organizations. */
export async function organizationSettings(viewer: Viewer): Promise<OrganizationSettings[]> {
  const organizations = await prisma().organization.findMany({
    where: { id: { in: ownOrganizations(viewer) } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return organizations.map(({ id, name, useReferences, asksReason, calendar }) => ({
    organizationId: id,
    name,
    useReferences,
    asksReason,
    hours: openingHoursOf(viewer.language, calendar),
    mayChange: isManager(viewer, id),
  }));
}
