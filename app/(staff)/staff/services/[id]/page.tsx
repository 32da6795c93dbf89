import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { ServiceView } from "@/components/services/service-view";
import { requireStaff } from "@/lib/auth/viewer";
import { getReviewService } from "@/lib/inventory/queries";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("services.review") };
}

interface ServicePageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function ReviewServicePage({ params, searchParams }: ServicePageProps) {
  const viewer = await requireStaff();
  const { history } = await singleValues(searchParams);
  const service = (await getReviewService(viewer, (await params).id, history)) ?? notFound();
  return (
    <PageTexts features={[]}>
      <ServiceView service={service} locale={viewer} audience="staff" />
    </PageTexts>
  );
}
