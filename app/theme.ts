import { cookies } from "next/headers";

import type { Theme } from "@/components/shell/theme";
import type { Density } from "@/components/tickets/views/density";

/** Reads the visitor's theme; default: `system`. */
export async function readTheme(): Promise<Theme> {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Reads the visitor's density of lists; default: `compact`. */
export async function readDensity(): Promise<Density> {
  const density = (await cookies()).get("density")?.value;
  return density === "comfortable" ? density : "compact";
}
