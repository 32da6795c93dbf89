import type { ReactNode } from "react";

import { requireViewer } from "@/lib/auth/viewer";

import { ViewerShell } from "../viewer-shell";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  return <ViewerShell viewer={await requireViewer()}>{children}</ViewerShell>;
}
