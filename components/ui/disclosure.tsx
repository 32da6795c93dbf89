import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

interface DisclosureProps {
  summary: ReactNode;
  open?: boolean;
  className?: string;
  children: ReactNode;
}

export function Disclosure({ summary, open, className, children }: DisclosureProps) {
  return (
    <details open={open} className={cn("group", className)}>
      <summary
        className={cn(
          "inline-flex list-none items-center gap-1 rounded font-medium text-primary",
          "hover:underline",
        )}
      >
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform duration-100 group-open:rotate-90"
        />
        {summary}
      </summary>
      {children}
    </details>
  );
}
