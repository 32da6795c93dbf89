import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { SyncDetail } from "@/app/(staff)/staff/sync/[id]/_components/sync-detail";
import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { parsePointInTime } from "@/components/tickets/detail/history/point-in-time";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireStaff } from "@/lib/auth/viewer";
import { getSyncState } from "@/lib/review/sync/queries";
import { requestTexts } from "@/lib/server/request-texts";

import { moveSyncAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("staffSync.accountTitle") };
}

interface SyncDetailPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function SyncDetailPage({ params, searchParams }: SyncDetailPageProps) {
  const viewer = await requireStaff();
  const before = parsePointInTime((await singleValues(searchParams)).before);
  const detail = (await getSyncState(viewer, (await params).id, before)) ?? notFound();
  return (
    <PageTexts features={["syncControls"]}>
      <SyncDetail
        {...detail}
        before={before}
        locale={viewer}
        controlSync={forViewer(viewer, moveSyncAction)}
      />
    </PageTexts>
  );
}
