import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { requireStaff } from "@/lib/auth/viewer";
import { listCases } from "@/lib/review/cases/list-cases";
import { caseFilters } from "@/lib/review/cases/schemas";
import { requestTexts } from "@/lib/server/request-texts";

import { CasesView } from "./_components/cases-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("cases.title") };
}

export default async function CasesPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const filters = caseFilters.parse(await singleValues(searchParams));
  return (
    <PageTexts features={[]}>
      <CasesView page={await listCases(viewer, filters)} filters={filters} locale={viewer} />
    </PageTexts>
  );
}
