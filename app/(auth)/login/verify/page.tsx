import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { type SearchParams, singleValues } from "@/app/search-params";
import { safeRedirectPath } from "@/lib/auth/safe-redirect-path";
import { getSession } from "@/lib/auth/viewer";
import { loginUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("signIn.title") };
}

/** The second step of signing in. */
export default async function VerifyPage({ searchParams }: { searchParams: SearchParams }) {
  const { next } = await singleValues(searchParams);
  const session = await getSession();
  if (!session) redirect(loginUrl({ next }));
  if (session.missing === null) redirect(safeRedirectPath(next));
  return null;
}
