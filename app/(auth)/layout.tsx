import type { ReactNode } from "react";

import { LanguageLinks } from "@/components/i18n/language-links";
import { getViewer } from "@/lib/auth/viewer";
import { requestLanguage } from "@/lib/server/request-texts";

import { chooseLanguageAction } from "./login/actions";

/** Shows no language switch to signed-in people, who have the setting. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer(false).catch(() => null);
  return (
    <div className="grid min-h-dvh content-center gap-6 py-12">
      {children}
      {viewer ? null : (
        <footer>
          <LanguageLinks current={await requestLanguage()} choose={chooseLanguageAction} />
        </footer>
      )}
    </div>
  );
}
