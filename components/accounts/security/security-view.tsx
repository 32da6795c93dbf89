import type { ReactNode } from "react";

import { useTexts } from "#texts";

/** How the viewer signs in, and where they are signed in. The children are its sections. */
export function SecurityView({ children }: { children: ReactNode }) {
  const t = useTexts();
  return (
    <div className="grid max-w-3xl gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("security.title")}</h1>
      {children}
    </div>
  );
}
