"use client";

import { useState } from "react";

import { withFragment } from "@/components/auth/with-fragment";
import { buttonVariants } from "@/components/ui/button";
import type { AuthenticatorSetup } from "@/lib/accounts/second-factor/setup-token";
import { useTexts } from "#texts";

import { RecoveryCodes } from "./recovery-codes";
import { type ConfirmSetup, SetupForm } from "./setup-form";

interface SetupStepProps {
  setup: AuthenticatorSetup;
  email: string;
  next: string;
  confirm: ConfirmSetup;
}

/** Setup at sign-in: first the app, then the recovery codes. */
export function SetupStep({ setup, email, next, confirm }: SetupStepProps) {
  const t = useTexts();
  const [done, setDone] = useState<{ codes: string[]; target: string } | null>(null);
  if (done === null)
    return (
      <SetupForm
        setup={setup}
        confirm={confirm}
        onCodes={(codes) => setDone({ codes, target: withFragment(next) })}
      />
    );
  return (
    <RecoveryCodes codes={done.codes} email={email}>
      {/* A full page load: the session may do more now. */}
      <a href={done.target} className={buttonVariants()}>
        {t("secondFactor.continue")}
      </a>
    </RecoveryCodes>
  );
}
