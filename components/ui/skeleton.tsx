import { cn } from "@/lib/utils";

/** Decorative: a loading page says so once in text. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      data-slot="skeleton"
      className={cn("block animate-pulse rounded-md bg-muted", className)}
    />
  );
}
