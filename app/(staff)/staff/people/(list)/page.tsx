import type { Metadata } from "next";

import { loadInvitations } from "@/app/(portal)/organization/load-invitations";
import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { StaffPeopleView } from "@/components/people/staff/staff-people-view";
import { mayEverywhere } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/viewer";
import { listPeople } from "@/lib/people/list-people";
import { peopleFilters } from "@/lib/people/schemas";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("staffPeople.title") };
}

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const filters = peopleFilters.parse(await singleValues(searchParams));
  return (
    <PageTexts features={["invitePeople", "roles"]}>
      <StaffPeopleView
        page={await listPeople(viewer, filters)}
        filters={filters}
        invitations={
          mayEverywhere(viewer, "users.manage") ? await loadInvitations(viewer, null) : null
        }
      />
    </PageTexts>
  );
}
