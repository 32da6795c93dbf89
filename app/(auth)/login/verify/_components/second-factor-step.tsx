import { PageTexts } from "@/app/browser-texts";
import { SetupStep } from "@/components/accounts/second-factor/setup-step";
import { VerifyForm } from "@/components/accounts/second-factor/verify-form";
import { VerifyView } from "@/components/accounts/second-factor/verify-view";
import { beginSetup } from "@/lib/accounts/second-factor/commands";
import { hasProved } from "@/lib/auth/permissions";
import type { SessionState } from "@/lib/auth/types";
import { requestTexts } from "@/lib/server/request-texts";

import { confirmSetupAction, signOutAction, verifyAction } from "../actions";

interface SecondFactorStepProps {
  session: SessionState;
  next: string;
}

/** Enters a code, or sets up the app that gives one. */
export async function SecondFactorStep({ session, next }: SecondFactorStepProps) {
  const t = await requestTexts();
  const { email } = session.viewer;
  if (session.missing === "second_factor")
    return (
      <PageTexts features={["proof", "secondFactor"]}>
        <VerifyView
          title={t("secondFactor.verifyTitle")}
          hint={t("secondFactor.verifyHelp")}
          email={email}
          signOut={signOutAction}
        >
          <VerifyForm action={verifyAction} next={next} />
        </VerifyView>
      </PageTexts>
    );
  const canSetUp = hasProved(session.viewer);
  return (
    <PageTexts features={["proof", "secondFactor"]}>
      <VerifyView
        title={t("secondFactor.setupTitle")}
        hint={t(canSetUp ? "secondFactor.setupWhy" : "secondFactor.setupProof")}
        email={email}
        signOut={signOutAction}
      >
        {canSetUp ? (
          <SetupStep
            setup={beginSetup(session)}
            email={email}
            next={next}
            confirm={confirmSetupAction}
          />
        ) : null}
      </VerifyView>
    </PageTexts>
  );
}
