import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { type SearchParams, singleValues } from "@/app/search-params";
import { LoginView } from "@/components/auth/login-view";
import { safeRedirectPath } from "@/lib/auth/safe-redirect-path";
import { getViewer } from "@/lib/auth/viewer";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, error } = await singleValues(searchParams);
  const target = safeRedirectPath(next);
  if (await getViewer()) redirect(target);
  return <LoginView next={target} error={error} />;
}
