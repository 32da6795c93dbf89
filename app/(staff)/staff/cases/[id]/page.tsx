import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { ReasonForm } from "@/components/reasons/reason-form";
import { requireStaff } from "@/lib/auth/viewer";
import { reviewCaseReasonUrl } from "@/lib/case-urls";
import { markForeign } from "@/lib/i18n/foreign-words";
import { wantedCaseReason } from "@/lib/review/cases/case-reason";
import { getCase } from "@/lib/review/cases/get-case";
import { caseAddress } from "@/lib/review/cases/schemas";
import { requestTexts } from "@/lib/server/request-texts";

import { CaseView } from "./_components/case-view";

interface CasePageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

// The title is not in it: reading the case twice would log two looks.
export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("cases.title") };
}

export default async function CasePage({ params, searchParams }: CasePageProps) {
  const viewer = await requireStaff();
  const { id } = await params;
  const wanted = await wantedCaseReason(viewer, id);
  if (wanted)
    return (
      <PageTexts features={[]}>
        <ReasonForm
          what="case"
          name={markForeign(wanted.title)}
          organizationName={wanted.organizationName}
          hours={wanted.hours}
          action={reviewCaseReasonUrl(id)}
          viewerId={viewer.userId}
        />
      </PageTexts>
    );
  const { before, find } = caseAddress.parse(await singleValues(searchParams));
  const found = (await getCase(viewer, id, { before, find })) ?? notFound();
  return (
    <PageTexts features={[]}>
      <CaseView found={found} find={find} viewerId={viewer.userId} locale={viewer} />
    </PageTexts>
  );
}
