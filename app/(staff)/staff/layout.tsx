import type { ReactNode } from "react";

import { ViewerShell } from "@/app/viewer-shell";
import { requireStaff } from "@/lib/auth/viewer";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  return <ViewerShell viewer={await requireStaff()}>{children}</ViewerShell>;
}
