import type { ReactNode } from "react";

import { useTexts } from "#texts";

/** The ways to sign in besides the password, below its form. */
export function OtherWays({ children }: { children: ReactNode }) {
  const t = useTexts();
  return (
    <div className="mt-6 grid gap-3">
      <div className="flex items-center gap-3 text-[0.8125rem] text-muted-foreground">
        <span aria-hidden className="h-px flex-1 bg-border" />
        {t("mailSignIn.or")}
        <span aria-hidden className="h-px flex-1 bg-border" />
      </div>
      {children}
    </div>
  );
}
