import { cn } from "@/lib/utils";

/** A grey place where something will be. Decoration: the loading page says so in words once. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      data-slot="skeleton"
      className={cn("block animate-pulse rounded-md bg-muted", className)}
    />
  );
}
