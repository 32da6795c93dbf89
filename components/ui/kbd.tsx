import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd
      className={cn(
        "inline-grid h-6 min-w-6 shrink-0 whitespace-nowrap place-items-center rounded border border-b-2 bg-muted",
        "px-1.5 font-mono text-xs text-foreground",
      )}
    >
      {children}
    </kbd>
  );
}
