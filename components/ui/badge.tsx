import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

const BADGE = [
  "inline-flex h-6 max-w-full items-center gap-1.5 rounded-full px-2.5 text-xs font-medium",
  "whitespace-nowrap [&>span]:min-w-0 [&>span]:truncate [&_svg]:size-3.5 [&_svg]:shrink-0",
];
const TONES = {
  accent: "bg-primary text-primary-foreground",
  tint: "bg-tint text-tint-foreground",
  neutral: "border border-border bg-muted text-foreground",
  quiet: "border border-border text-muted-foreground",
  warning: "bg-warning-tint text-warning",
  danger: "bg-destructive-tint text-destructive",
};

interface BadgeProps extends ComponentProps<"span"> {
  tone?: keyof typeof TONES;
}

export function Badge({ tone = "neutral", className, ...props }: BadgeProps) {
  return <span data-slot="badge" className={cn(BADGE, TONES[tone], className)} {...props} />;
}
