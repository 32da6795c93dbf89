import { Skeleton } from "@/components/ui/skeleton";

const FIELDS = ["h-10", "h-10", "h-48", "h-10"];

/** The form's shape while the provider is asked for its choices. */
export function FilingSkeleton({ providerName }: { providerName: string }) {
  return (
    <div className="grid gap-5">
      <span role="status" className="sr-only">Asking {providerName} for its choices</span>
      {FIELDS.map((height, index) => (
        <div key={index} className="grid gap-2"><Skeleton className="h-4 w-24" /><Skeleton className={`${height} w-full`} /></div>
      ))}
    </div>
  );
}
