import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { StaffOrganizationsView } from "@/components/people/staff/staff-organizations-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { mayEverywhere } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/viewer";
import { listOrganizations } from "@/lib/people/list-organizations";
import { organizationFilters } from "@/lib/people/schemas";
import { requestTexts } from "@/lib/server/request-texts";

import { createOrganizationAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("staffOrganizations.title") };
}

export default async function OrganizationsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const filters = organizationFilters.parse(await singleValues(searchParams));
  return (
    <PageTexts features={[]}>
      <StaffOrganizationsView
        page={await listOrganizations(viewer, filters)}
        filters={filters}
        create={
          mayEverywhere(viewer, "organizations.manage")
            ? forViewer(viewer, createOrganizationAction)
            : null
        }
      />
    </PageTexts>
  );
}
