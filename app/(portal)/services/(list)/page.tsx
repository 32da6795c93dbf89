import type { Metadata } from "next";

import { ServicesView } from "@/app/(portal)/services/(list)/_components/services-view";
import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { requireViewer } from "@/lib/auth/viewer";
import { managedOrganizations } from "@/lib/connections/queries";
import { listServices } from "@/lib/inventory/queries";
import { serviceFilters } from "@/lib/inventory/schemas";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("services.title") };
}

export default async function ServicesPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const filters = serviceFilters.parse(await singleValues(searchParams));
  return (
    <PageTexts features={[]}>
      <ServicesView
        view={await listServices(viewer, filters)}
        filters={filters}
        locale={viewer}
        mayConnect={managedOrganizations(viewer).length > 0}
      />
    </PageTexts>
  );
}
