import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

interface DescriptionListProps {
  className?: string;
  children: ReactNode;
}

/** A list of labelled values. Holds `DescriptionRow`s or `DescriptionCell`s. */
export function DescriptionList({ className, children }: DescriptionListProps) {
  return <dl className={cn("text-[0.8125rem]", className)}>{children}</dl>;
}

interface DescriptionItemProps {
  label: string;
  /** False for the provider's own word, whose language is unknown. */
  isLabelOurs?: boolean;
  /** Shown below the label, as a warning. */
  note?: string;
  children: ReactNode;
}

export function DescriptionRow({
  label,
  isLabelOurs = true,
  note,
  children,
}: DescriptionItemProps) {
  return (
    <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-3">
      <dt className="text-muted-foreground">
        <span lang={isLabelOurs ? undefined : ""}>{label}</span>
        {note ? <span className="block text-xs text-warning">{note}</span> : null}
      </dt>
      <dd dir="auto" className="text-left">
        {children}
      </dd>
    </div>
  );
}

export function DescriptionCell({
  label,
  children,
}: Omit<DescriptionItemProps, "isLabelOurs" | "note">) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
