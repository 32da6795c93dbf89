import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ServiceView } from "@/components/services/service-view";
import { requireStaff } from "@/lib/auth/viewer";
import { getReviewService } from "@/lib/inventory/queries";

export const metadata: Metadata = { title: "Service under review" };

export default async function ReviewServicePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireStaff();
  const service = (await getReviewService(viewer, (await params).id)) ?? notFound();
  return <ServiceView service={service} locale={viewer} back={{ href: "/staff/tickets", label: "All tickets" }} tickets="/staff/tickets" own={false} />;
}
