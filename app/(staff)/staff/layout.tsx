import type { ReactNode } from "react";

import { readTheme } from "@/app/theme";
import { Shell } from "@/components/shell/shell";
import { requireStaff } from "@/lib/auth/viewer";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [viewer, theme] = await Promise.all([requireStaff(), readTheme()]);
  return (
    <Shell viewer={viewer} theme={theme}>
      {children}
    </Shell>
  );
}
