import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { TemplatesPanel } from "@/components/filing/templates/templates-panel";
import { OrganizationView } from "@/components/people/organization-view";
import { ReadOnly } from "@/components/shell/seeing/read-only";
import { forViewer } from "@/lib/auth/page-viewer";
import { isStaff, may } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/types";
import { requireViewer } from "@/lib/auth/viewer";
import { typedHours } from "@/lib/organizations/hours/typed-hours";
import { organizationPeople } from "@/lib/organizations/organization-people";
import { organizationSettings } from "@/lib/organizations/queries";
import { requestTexts } from "@/lib/server/request-texts";

import {
  changeMemberRoleAction,
  changeOrganizationSettingsAction,
  leaveOrganizationAction,
  removeMemberAction,
  renameOrganizationAction,
} from "./actions";
import { loadInvitations } from "./load-invitations";
import { loadSecondFactor } from "./load-second-factor";
import { loadTemplates } from "./load-templates";
import { loadWebhooks } from "./load-webhooks";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("people.title") };
}

async function templatesOf(viewer: Viewer, organizationId: string) {
  const templates = await loadTemplates(viewer, organizationId);
  return templates ? <TemplatesPanel {...templates} /> : null;
}

export default async function OrganizationPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const query = await singleValues(searchParams);
  const { in: asked, after } = query;
  const all = await organizationSettings(viewer);
  const settings = asked ? all.find(({ organizationId }) => organizationId === asked) : all[0];
  if (asked && !settings) notFound();
  return (
    <PageTexts
      features={[
        "settings",
        "invitePeople",
        "roles",
        "members",
        "memberSecurity",
        "webhooks",
        "templates",
      ]}
    >
      <ReadOnly seenAs={viewer.seenBy && viewer.name} showsReason>
        <OrganizationView
          organizations={all.map(({ organizationId: id, name }) => ({ id, name }))}
          chosen={
            settings
              ? {
                  settings,
                  typedHours: typedHours(await requestTexts(), query),
                  people: await organizationPeople(viewer, settings.organizationId, after),
                  after,
                  invitations: may(viewer, "people.invite", settings.organizationId)
                    ? await loadInvitations(viewer, settings.organizationId)
                    : null,
                  secondFactor: await loadSecondFactor(viewer, settings.organizationId),
                  templates: await templatesOf(viewer, settings.organizationId),
                  webhooks: await loadWebhooks(viewer, settings.organizationId),
                }
              : null
          }
          locked={viewer.lockedOrganizations}
          viewerId={viewer.userId}
          isStaff={isStaff(viewer)}
          locale={viewer}
          actions={{
            changeRole: forViewer(viewer, changeMemberRoleAction),
            remove: forViewer(viewer, removeMemberAction),
            leave: forViewer(viewer, leaveOrganizationAction),
            rename: forViewer(viewer, renameOrganizationAction),
            changeSettings: forViewer(viewer, changeOrganizationSettingsAction),
          }}
        />
      </ReadOnly>
    </PageTexts>
  );
}
