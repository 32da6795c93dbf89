import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

interface SampleSectionProps {
  title: string;
  children: ReactNode;
}

export function SampleSection({ title, children }: SampleSectionProps) {
  return (
    <section aria-label={title} className="grid gap-4 border-t pt-4">
      <h2 className="text-base font-semibold">{title}</h2>
      <div className="grid gap-5 sm:grid-cols-2">{children}</div>
    </section>
  );
}

interface SampleProps {
  /** Component and state: "Button, disabled". */
  name: string;
  /** Spans all columns, for a component that needs the width of a page. */
  isWide?: boolean;
  children: ReactNode;
}

export function Sample({ name, isWide = false, children }: SampleProps) {
  return (
    <div className={cn("grid min-w-0 content-start gap-2", isWide && "col-span-full")}>
      <h3 className="font-mono text-xs text-muted-foreground">{name}</h3>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
