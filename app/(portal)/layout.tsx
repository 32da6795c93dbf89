import type { ReactNode } from "react";

import { readTheme } from "@/app/theme";
import { Shell } from "@/components/shell/shell";
import { requireViewer } from "@/lib/auth/viewer";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [viewer, theme] = await Promise.all([requireViewer(), readTheme()]);
  return (
    <Shell viewer={viewer} theme={theme}>
      {children}
    </Shell>
  );
}
