import type { ReactNode } from "react";

import { requireSignedIn } from "@/lib/auth/viewer";

import { ViewerShell } from "../viewer-shell";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  return <ViewerShell viewer={await requireSignedIn()}>{children}</ViewerShell>;
}
