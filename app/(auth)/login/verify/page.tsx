import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { SetupStep } from "@/components/accounts/second-factor/setup-step";
import { VerifyForm } from "@/components/accounts/second-factor/verify-form";
import { VerifyView } from "@/components/accounts/second-factor/verify-view";
import { beginSetup } from "@/lib/accounts/second-factor/commands";
import { hasProved } from "@/lib/auth/permissions";
import { safeRedirectPath } from "@/lib/auth/safe-redirect-path";
import { getSession } from "@/lib/auth/viewer";
import { loginUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

import { confirmSetupAction, signOutAction, verifyAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("secondFactor.verifyTitle") };
}

/** The second step of signing in: enters a code, or sets up the app that gives one. */
export default async function VerifyPage({ searchParams }: { searchParams: SearchParams }) {
  const [{ next }, session, t] = await Promise.all([
    singleValues(searchParams),
    getSession(),
    requestTexts(),
  ]);
  if (!session) redirect(loginUrl({ next }));
  const target = safeRedirectPath(next);
  if (session.missing === null) redirect(target);
  const { viewer } = session;
  const isCode = session.missing === "second_factor";
  const canSetUp = hasProved(viewer);
  return (
    <PageTexts features={["proof", "secondFactor"]}>
      <VerifyView
        title={t(isCode ? "secondFactor.verifyTitle" : "secondFactor.setupTitle")}
        hint={t(
          isCode
            ? "secondFactor.verifyHelp"
            : canSetUp
              ? "secondFactor.setupWhy"
              : "secondFactor.setupProof",
        )}
        email={viewer.email}
        signOut={signOutAction}
      >
        {isCode ? (
          <VerifyForm action={verifyAction} next={target} />
        ) : canSetUp ? (
          <SetupStep
            setup={beginSetup(session)}
            email={viewer.email}
            next={target}
            confirm={confirmSetupAction}
          />
        ) : null}
      </VerifyView>
    </PageTexts>
  );
}
