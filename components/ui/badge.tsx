import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const badgeVariants = cva(
  [
    "inline-flex h-6 max-w-full items-center gap-1.5 rounded-full px-2.5 text-xs font-medium",
    "whitespace-nowrap [&>span]:min-w-0 [&>span]:truncate [&_svg]:size-3.5 [&_svg]:shrink-0",
  ],
  {
    variants: {
      tone: {
        accent: "bg-primary text-primary-foreground",
        tint: "bg-tint text-tint-foreground",
        neutral: "border border-border bg-muted text-foreground",
        quiet: "border border-border text-muted-foreground",
        warning: "bg-warning-tint text-warning",
        danger: "bg-destructive-tint text-destructive",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export function Badge({
  tone,
  className,
  ...props
}: ComponentProps<"span"> & VariantProps<typeof badgeVariants>) {
  return <span data-slot="badge" className={badgeVariants({ tone, className })} {...props} />;
}
