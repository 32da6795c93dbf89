import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { requestedMoment } from "@/app/past-moment";
import { allValues, type SearchParams } from "@/app/search-params";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { filterUrl } from "@/components/tickets/filters/filter-url";
import { SEARCH_TEXTS } from "@/components/tickets/filters/search-texts";
import { TicketsView } from "@/components/tickets/list/tickets-view";
import { WelcomeSteps } from "@/components/welcome/welcome-steps";
import { forViewer } from "@/lib/auth/page-viewer";
import { isStaff, may, mayWriteSomewhere } from "@/lib/auth/permissions";
import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { requireViewer } from "@/lib/auth/viewer";
import { firstSteps } from "@/lib/connections/first-steps";
import { providerChoices } from "@/lib/connections/queries";
import { requestTexts } from "@/lib/server/request-texts";
import { listMarks } from "@/lib/tickets/list/list-updates";
import { listTickets } from "@/lib/tickets/queries";
import { filtersOf, unreadFilters } from "@/lib/tickets/schemas";

import { syncAllAction } from "../../connections/actions";
import { decideSubmissionAction } from "../actions";
import { archiveTicketsAction, closeTicketsAction, markTicketsReadAction } from "../list-actions";
import {
  changeViewAction,
  moveViewAction,
  removeViewAction,
  saveViewAction,
} from "../view-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("tickets.title") };
}

function roleOf(viewer: Viewer) {
  const { memberships } = viewer;
  if (memberships.length === 0) return isStaff(viewer) ? "visitor" : "outsider";
  if (memberships.some(({ role }) => role === "manager")) return "manager";
  return memberships.some(({ role }) => role === "member") ? "member" : "reader";
}

export default async function TicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const [viewer, t] = await Promise.all([requireViewer(), requestTexts()]);
  const query = await allValues(searchParams);
  const filters = filtersOf(query);
  const moment = await requestedMoment(
    query.get("at"),
    { timeZone: viewer.timeZone, scope: ownScope(viewer) },
    (at) => filterUrl("customer", { ...filters, at }),
  );
  const view = await listTickets(viewer, filters);
  const steps = view.items.length === 0 ? await firstSteps(viewer) : null;
  const connectionIds = view.freshness
    .filter((each) => each.status !== "disconnected")
    .map((each) => each.connectionId);
  const mayWrite = mayWriteSomewhere(viewer) && !viewer.seenBy;
  return (
    <PageTexts
      features={[...SEARCH_TEXTS, "listUpdates", "selection", "syncNow", "views", "density"]}
    >
      <UnreadFilters parts={unreadFilters(query, filters)} />
      <TicketsView
        title={t("tickets.title")}
        view={view}
        marks={listMarks(view)}
        filters={filters}
        locale={viewer}
        role={roleOf(viewer)}
        isSeen={viewer.seenBy !== undefined}
        {...moment}
        steps={
          steps ? (
            <WelcomeSteps steps={steps} providers={providerChoices(t)} locale={viewer} isInList />
          ) : null
        }
        commands={
          viewer.seenBy
            ? undefined
            : {
                markRead: forViewer(viewer, markTicketsReadAction),
                archive: forViewer(viewer, archiveTicketsAction),
                close: mayWrite ? forViewer(viewer, closeTicketsAction) : undefined,
              }
        }
        viewCommands={
          viewer.memberships.length > 0 && !viewer.seenBy
            ? {
                save: forViewer(viewer, saveViewAction),
                change: forViewer(viewer, changeViewAction),
                remove: forViewer(viewer, removeViewAction),
                move: forViewer(viewer, moveViewAction),
                viewerId: viewer.userId,
                audience: "customer",
                organizations: viewer.memberships
                  .filter(({ organizationId }) => may(viewer, "views.share", organizationId))
                  .map(({ organizationId: id, organizationName: name }) => ({ id, name })),
              }
            : undefined
        }
        decisionHandler={
          mayWrite
            ? { viewerId: viewer.userId, decide: forViewer(viewer, decideSubmissionAction) }
            : undefined
        }
        sync={
          connectionIds.length > 0 && !viewer.seenBy
            ? forViewer(viewer, syncAllAction).bind(null, { connectionIds })
            : undefined
        }
      />
    </PageTexts>
  );
}
