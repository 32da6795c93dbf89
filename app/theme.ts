import { cookies } from "next/headers";

import type { Theme } from "@/components/shell/theme";

/** Reads the visitor's theme; default: `system`. */
export async function readTheme(): Promise<Theme> {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : "system";
}
