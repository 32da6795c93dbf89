import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

interface PanelProps {
  /** Heading and accessible name of the region. */
  title: string;
  aside?: ReactNode;
  id?: string;
  className?: string;
  children: ReactNode;
}

export function Panel({ title, aside, id, className, children }: PanelProps) {
  return (
    <section
      id={id}
      aria-label={title}
      data-slot="panel"
      className={cn("rounded-lg border bg-card", className)}
    >
      <div className="flex min-h-12 items-center justify-between gap-4 border-b px-4 py-1.5">
        <h2 className="text-sm font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
