import type { Metadata } from "next";

import { BrandHeader } from "@/components/shell/brand/brand-header";
import { NotFoundView } from "@/components/shell/not-found-view";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("problemPage.notFound") };
}

/** Unknown addresses. The visitor may not be signed in, so the header has no menu. */
export default function NotFound() {
  return (
    <>
      <BrandHeader />
      <main>
        <NotFoundView />
      </main>
    </>
  );
}
