import type { Metadata } from "next";

import { NotFoundView } from "@/components/shell/not-found-view";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("problemPage.notFound") };
}

export default function NotFound() {
  return <NotFoundView />;
}
