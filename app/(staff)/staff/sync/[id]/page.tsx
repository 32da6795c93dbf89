import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SyncDetail } from "@/components/sync/sync-detail";
import { requireStaff } from "@/lib/auth/viewer";
import { getSyncState } from "@/lib/review/sync";
import { moveSyncAction } from "../actions";

export const metadata: Metadata = { title: "Sync of one account" };

export default async function SyncDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireStaff();
  const { state, runs } = (await getSyncState(viewer, (await params).id)) ?? notFound();
  return <SyncDetail state={state} runs={runs} locale={viewer} move={moveSyncAction} />;
}
