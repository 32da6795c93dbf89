import { Skeleton } from "@/components/ui/skeleton";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

const ROWS = Array.from({ length: 8 }, (_, index) => index);
const FILTERS = ["w-20", "w-28", "w-24", "w-24", "w-24", "w-36"];

/** The list's own shape while it is on its way: what comes takes the same places. */
export function ListSkeleton({ title }: { title: string }) {
  return (
    <div className="grid gap-4">
      <div className="flex h-10 items-center"><h1 className="text-2xl font-semibold tracking-tight">{title}</h1></div>
      <VisuallyHidden><span role="status">Loading</span></VisuallyHidden>
      <Skeleton className="h-8 w-full max-w-96" />
      <Skeleton className="h-10 w-full" />
      <div className="flex gap-2 overflow-hidden py-1">
        {FILTERS.map((width, index) => <Skeleton key={index} className={`h-10 shrink-0 sm:h-8 ${width}`} />)}
      </div>
      <div className="divide-y rounded-lg border bg-card">
        {ROWS.map((row) => (
          <div key={row} className="flex items-center gap-6 px-4 py-3.5">
            <Skeleton className="h-6 w-24 rounded-full" />
            <div className="grid flex-1 gap-2"><Skeleton className="h-4 w-3/5" /><Skeleton className="h-3 w-2/5" /></div>
            <Skeleton className="h-4 w-16 max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}
