import type { ReactNode } from "react";

import { AuthPage } from "@/components/auth/auth-page";
import { Button } from "@/components/ui/button";
import { useTexts } from "#texts";

interface VerifyViewProps {
  title: string;
  hint: string;
  email: string;
  signOut: (form: FormData) => Promise<void>;
  children: ReactNode;
}

/** The page frame of the second step of signing in. */
export function VerifyView({ title, hint, email, signOut, children }: VerifyViewProps) {
  const t = useTexts();
  const footer = (
    <form
      noValidate
      action={signOut}
      className="flex flex-wrap items-center justify-between gap-2 text-sm"
    >
      <p className="min-w-0 break-words text-muted-foreground">
        {t("secondFactor.signedInAs", { email })}
      </p>
      <Button type="submit" variant="ghost" size="small">
        {t("secondFactor.signOut")}
      </Button>
    </form>
  );
  return (
    <AuthPage title={title} footer={footer}>
      <p className="text-pretty text-muted-foreground">{hint}</p>
      {children}
    </AuthPage>
  );
}
