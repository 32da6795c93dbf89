import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { NotificationsView } from "@/components/notifications/notifications-view";
import { ReadOnly } from "@/components/shell/seeing/read-only";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireViewer } from "@/lib/auth/viewer";
import { listNotifications } from "@/lib/notifications/queries";
import { requestTexts } from "@/lib/server/request-texts";

import { markAllReadAction, markReadAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("notifications.title") };
}

export default async function NotificationsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { before } = await singleValues(searchParams);
  const page = await listNotifications(viewer, before);
  return (
    <PageTexts features={["notifications", "pages"]}>
      <ReadOnly seenAs={viewer.seenBy && viewer.name} showsReason>
        <NotificationsView
          page={page}
          locale={{ timeZone: viewer.timeZone, language: viewer.language }}
          now={new Date().toISOString()}
          markRead={forViewer(viewer, markReadAction)}
          markAllRead={forViewer(viewer, markAllReadAction)}
        />
      </ReadOnly>
    </PageTexts>
  );
}
