import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { StaffPersonView } from "@/components/people/staff/staff-person-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { mayEverywhere } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/viewer";
import { getPerson } from "@/lib/people/get-person";
import { listOrganizations } from "@/lib/people/list-organizations";
import { organizationFilters } from "@/lib/people/schemas";
import { requestTexts } from "@/lib/server/request-texts";

import {
  addMemberAction,
  changePersonStateAction,
  changePortalRoleAction,
  endPersonSessionsAction,
  resetSecondFactorAction,
} from "../actions";

const MAX_FOUND = 8;

interface PersonPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("staffPeople.account") };
}

export default async function PersonPage({ params, searchParams }: PersonPageProps) {
  const viewer = await requireStaff();
  const { organization } = await singleValues(searchParams);
  const { q } = organizationFilters.parse({ q: organization });
  const person = (await getPerson(viewer, (await params).id)) ?? notFound();
  const own = new Set(person.memberships.map(({ organizationId }) => organizationId));
  const found = q ? (await listOrganizations(viewer, { q, after: undefined })).items : [];
  return (
    <PageTexts features={[]}>
      <StaffPersonView
        person={person}
        locale={viewer}
        isYou={person.id === viewer.userId}
        search={{ q, found: found.filter(({ id }) => !own.has(id)).slice(0, MAX_FOUND) }}
        actions={
          mayEverywhere(viewer, "users.manage")
            ? {
                add: forViewer(viewer, addMemberAction),
                changePortalRole: forViewer(viewer, changePortalRoleAction),
                changeState: forViewer(viewer, changePersonStateAction),
                resetFactor: forViewer(viewer, resetSecondFactorAction),
                signOut: forViewer(viewer, endPersonSessionsAction),
              }
            : null
        }
      />
    </PageTexts>
  );
}
