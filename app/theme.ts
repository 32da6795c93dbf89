import { cookies } from "next/headers";

import type { Theme } from "@/components/shell/theme";

/** The visitor's choice of theme; `system` while none is made. */
export async function readTheme(): Promise<Theme> {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : "system";
}
