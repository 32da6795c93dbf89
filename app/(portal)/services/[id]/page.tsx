import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ServiceView } from "@/components/services/service-view";
import { requireViewer } from "@/lib/auth/viewer";
import { getService } from "@/lib/inventory/queries";

export const metadata: Metadata = { title: "Service" };

export default async function ServicePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const service = (await getService(viewer, (await params).id)) ?? notFound();
  return <ServiceView service={service} locale={viewer} back={{ href: "/services", label: "Services" }} tickets="/tickets" own />;
}
