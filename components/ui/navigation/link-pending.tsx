import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

interface LinkPendingProps {
  className?: string;
  children?: ReactNode;
}

/** Shows a spinner in place of `children` while the surrounding link loads. */
export function LinkPending({ className, children }: LinkPendingProps) {
  return (
    <span aria-hidden className={cn("link-pending", className)}>
      {children}
    </span>
  );
}
