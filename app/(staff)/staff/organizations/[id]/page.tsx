import type { Metadata } from "next";
import { notFound } from "next/navigation";

import {
  changeMemberRoleAction,
  removeMemberAction,
  renameOrganizationAction,
} from "@/app/(portal)/organization/actions";
import { loadInvitations } from "@/app/(portal)/organization/load-invitations";
import { loadSecondFactor } from "@/app/(portal)/organization/load-second-factor";
import { PageTexts } from "@/app/browser-texts";
import { requestedMoment } from "@/app/past-moment";
import { type SearchParams, singleValues } from "@/app/search-params";
import { StaffOrganizationView } from "@/components/people/staff/staff-organization-view";
import { MomentButton } from "@/components/tickets/past/moment-button";
import { MomentProblem } from "@/components/tickets/past/moment-problem";
import { MomentSheet } from "@/components/tickets/past/moment-sheet";
import { forViewer } from "@/lib/auth/page-viewer";
import { may } from "@/lib/auth/permissions";
import type { Scope } from "@/lib/auth/scope";
import { requireStaff } from "@/lib/auth/viewer";
import { organizationPeople } from "@/lib/organizations/organization-people";
import { getOrganization } from "@/lib/people/list-organizations";
import { organizationCases } from "@/lib/review/cases/list-cases";
import { organizationNotes } from "@/lib/review/notes/organization-notes";
import { organizationFigures } from "@/lib/review/organization/figures";
import { organizationConnections, organizationEvents } from "@/lib/review/organization/latest";
import { pastFigures } from "@/lib/review/organization/past/past-figures";
import { MAX_REASON_CHARACTERS } from "@/lib/review/reasons/schemas";
import { seeablePeople } from "@/lib/review/seeing/commands";
import { staffOrganizationUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

import { CasesOfOrganization } from "./_components/cases-of-organization";
import { FiguresPanel } from "./_components/figures-panel";
import { ConnectionsPanel, EventsPanel, NotesOfOrganization } from "./_components/latest-panels";
import { PastOrganization } from "./_components/past/past-organization";

interface OrganizationPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("people.title") };
}

export default async function OrganizationPage({ params, searchParams }: OrganizationPageProps) {
  const viewer = await requireStaff();
  const { after, at: typed = null } = await singleValues(searchParams);
  const { id: wanted } = await params;
  const { timeZone, userId: viewerId } = viewer;
  const scope: Scope = { kind: "own", organizationIds: [wanted], viewerId };
  const reader = { timeZone, scope };
  const { past, fault } = await requestedMoment(typed, reader, (at) =>
    staffOrganizationUrl(wanted, { at }),
  );
  const organization = (await getOrganization(viewer, wanted, past?.at)) ?? notFound();
  const { id } = organization;
  if (past)
    return (
      <PageTexts features={[]}>
        <PastOrganization
          organization={organization}
          past={past}
          figures={await pastFigures(viewer, id, past.at)}
          events={await organizationEvents(viewer, id, past.at)}
          locale={viewer}
        />
      </PageTexts>
    );
  const [people, figures, connections, events, notes, cases] = await Promise.all([
    organizationPeople(viewer, id, after),
    organizationFigures(viewer, id),
    organizationConnections(viewer, id),
    organizationEvents(viewer, id),
    organizationNotes(viewer, id),
    organizationCases(viewer, id),
  ]);
  const userIds = people.people.map(({ userId }) => userId);
  const seeable = await seeablePeople(viewer, id, userIds);
  return (
    <PageTexts features={["settings", "invitePeople", "roles", "members", "memberSecurity"]}>
      <StaffOrganizationView
        organization={organization}
        people={people}
        after={after}
        viewerId={viewer.userId}
        locale={viewer}
        seeAs={{ ...seeable, maxReason: MAX_REASON_CHARACTERS }}
        invitations={
          may(viewer, "people.invite", organization.id)
            ? await loadInvitations(viewer, organization.id)
            : null
        }
        secondFactor={await loadSecondFactor(viewer, organization.id)}
        actions={
          may(viewer, "people.manage", organization.id)
            ? {
                changeRole: forViewer(viewer, changeMemberRoleAction),
                remove: forViewer(viewer, removeMemberAction),
                rename: forViewer(viewer, renameOrganizationAction),
              }
            : null
        }
      >
        <MomentProblem fault={fault} />
        <div className="-mt-4">
          <MomentButton />
          <MomentSheet locale={viewer} now={staffOrganizationUrl(id)} />
        </div>
        <FiguresPanel figures={figures} locale={viewer} />
        <ConnectionsPanel connections={connections} locale={viewer} />
        <EventsPanel events={events} locale={viewer} />
        <CasesOfOrganization organizationId={id} cases={cases} locale={viewer} />
        <NotesOfOrganization notes={notes} locale={viewer} />
      </StaffOrganizationView>
    </PageTexts>
  );
}
