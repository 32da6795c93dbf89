import { PageTexts } from "@/app/browser-texts";
import { SetupStep } from "@/components/accounts/second-factor/setup-step";
import { VerifyForm } from "@/components/accounts/second-factor/verify-form";
import { VerifyView } from "@/components/accounts/second-factor/verify-view";
import { PasskeyButton } from "@/components/auth/passkey/passkey-button";
import { beginSetup, maySetUp } from "@/lib/accounts/second-factor/commands";
import { secondFactorStatus } from "@/lib/accounts/second-factor/status";
import type { SessionState } from "@/lib/auth/types";
import { requestTexts } from "@/lib/server/request-texts";

import { signOutAction, verifyAction } from "../actions";

interface SecondFactorStepProps {
  session: SessionState;
  next: string;
}

/** Proves the second factor that the person has, or sets one up. */
export async function SecondFactorStep({ session, next }: SecondFactorStepProps) {
  if (session.missing === "second_factor") return <VerifyStep session={session} next={next} />;
  const t = await requestTexts();
  const { email } = session.viewer;
  const canSetUp = maySetUp(session);
  return (
    <PageTexts features={["proof", "secondFactor"]}>
      <VerifyView
        title={t("secondFactor.setupTitle")}
        hint={t(canSetUp ? "secondFactor.setupWhy" : "secondFactor.setupProof")}
        email={email}
        signOut={signOutAction}
      >
        {canSetUp ? <SetupStep setup={beginSetup(session)} email={email} next={next} /> : null}
      </VerifyView>
    </PageTexts>
  );
}

async function VerifyStep({ session, next }: SecondFactorStepProps) {
  const t = await requestTexts();
  const { hasAuthenticator, hasPasskey } = await secondFactorStatus(session.viewer);
  return (
    <PageTexts features={["passkeys", "proof", "secondFactor"]}>
      <VerifyView
        title={t(hasAuthenticator ? "secondFactor.verifyTitle" : "secondFactor.passkeyTitle")}
        hint={t(hasAuthenticator ? "secondFactor.verifyHelp" : "secondFactor.passkeyHelp")}
        email={session.viewer.email}
        signOut={signOutAction}
      >
        {hasAuthenticator ? <VerifyForm action={verifyAction} next={next} /> : null}
        {hasPasskey ? (
          <PasskeyButton
            next={next}
            label={hasAuthenticator ? t("secondFactor.usePasskey") : undefined}
          />
        ) : null}
        {hasAuthenticator ? (
          <p className="text-[0.8125rem] text-pretty text-muted-foreground">
            {t("secondFactor.lost")}
          </p>
        ) : null}
      </VerifyView>
    </PageTexts>
  );
}
