import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { LinkIdentityView } from "@/components/accounts/identities/link-identity-view";
import { findPendingLink } from "@/lib/accounts/identities/link";
import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { readPendingLink } from "@/lib/auth/single-sign-on-cookie";
import { loginUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

import { linkIdentityAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("identities.link.title") };
}

/** Asks for the password once, after a sign-in at an issuer whose identity is not linked yet. */
export default async function LinkIdentityPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeRedirectPath((await singleValues(searchParams)).next);
  const pending = await findPendingLink((await readPendingLink()) ?? "");
  if (!pending) redirect(loginUrl({ error: "issuer_expired", next }));
  return (
    <PageTexts features={["identities"]}>
      <LinkIdentityView
        issuerName={pending.issuer.name}
        email={pending.email}
        next={next}
        link={linkIdentityAction}
      />
    </PageTexts>
  );
}
