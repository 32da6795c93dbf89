import { Alert } from "@/components/ui/alert";
import { Skeleton } from "@/components/ui/skeleton";

const FIELDS = ["h-10", "h-10", "h-48", "h-10"];

interface FilingSkeletonProps {
  providerName: string;
  /** Shown while the form loads. */
  problem?: string;
}

export function FilingSkeleton({ providerName, problem }: FilingSkeletonProps) {
  return (
    <div className="grid gap-5">
      {problem ? (
        <Alert tone="danger" title="The ticket was not filed">
          <p>{problem}</p>
        </Alert>
      ) : null}
      <span role="status" className="sr-only">
        Loading the form of {providerName}
      </span>
      <noscript>
        <p>Filing a ticket needs JavaScript. Switch it on and reload this page.</p>
      </noscript>
      {FIELDS.map((height, index) => (
        <div key={index} className="grid gap-2">
          <Skeleton className="h-4 w-24" />
          <Skeleton className={`${height} w-full`} />
        </div>
      ))}
    </div>
  );
}
