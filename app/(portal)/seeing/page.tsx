import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { SeeingView } from "@/components/shell/seeing/seeing-view";
import { isStaff } from "@/lib/auth/permissions";
import { requireSignedIn } from "@/lib/auth/viewer";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("seeing.banner") };
}

/** Shown to staff who see as a customer, or did so just before. */
export default async function SeeingPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireSignedIn();
  if (!viewer.seenBy && !isStaff(viewer)) redirect("/");
  const { closed } = await singleValues(searchParams);
  return (
    <PageTexts features={[]}>
      <SeeingView
        name={viewer.seenBy ? viewer.name : null}
        closed={closed === "own" || closed === "staff" ? closed : undefined}
      />
    </PageTexts>
  );
}
