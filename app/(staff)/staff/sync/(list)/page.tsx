import type { Metadata } from "next";
import { singleValues, type SearchParams } from "@/app/search-params";
import { SyncView } from "@/components/sync/sync-view";
import { requireStaff } from "@/lib/auth/viewer";
import { pageNumber } from "@/lib/review/schemas";
import { listSyncStates } from "@/lib/review/sync";

export const metadata: Metadata = { title: "Sync" };

export default async function SyncPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const page = pageNumber.parse((await singleValues(searchParams)).page ?? 1);
  return <SyncView view={await listSyncStates(viewer, page - 1)} page={page} locale={viewer} />;
}
