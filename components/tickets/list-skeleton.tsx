import { Skeleton } from "@/components/ui/skeleton";

/** The list's own shape while it is on its way: what comes takes the same places. */
export function ListSkeleton({ title }: { title: string }) {
  return (
    <div className="grid gap-4">
      <h1 className="flex h-10 items-center text-2xl font-semibold tracking-tight">{title}</h1>
      <span role="status" className="sr-only">Loading</span>
      <Skeleton className="h-8 w-full max-w-lg" />
      <Skeleton className="h-9 w-full" />
      <div aria-hidden className="tickets-coming animate-pulse" />
    </div>
  );
}
