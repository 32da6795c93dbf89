"use client";

import { useState } from "react";

import { postJson } from "@/components/auth/post-json";
import { withFragment } from "@/components/auth/with-fragment";
import { buttonVariants } from "@/components/ui/button";
import type { AuthenticatorSetup } from "@/lib/accounts/second-factor/setup-token";
import { useTexts } from "#texts";

import { RecoveryCodes } from "./recovery-codes";
import { SetupForm } from "./setup-form";

interface SetupStepProps {
  setup: AuthenticatorSetup;
  email: string;
  next: string;
}

const confirmAtSignIn = (input: unknown) =>
  postJson<{ codes: string[] }>("/api/sign-in/authenticator", input);

/** Setup at sign-in: first the app, then the recovery codes. */
export function SetupStep({ setup, email, next }: SetupStepProps) {
  const t = useTexts();
  const [done, setDone] = useState<{ codes: string[]; target: string } | null>(null);
  if (done === null)
    return (
      <SetupForm
        setup={setup}
        confirm={confirmAtSignIn}
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
