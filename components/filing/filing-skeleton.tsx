import { Alert } from "@/components/ui/alert";
import { Skeleton } from "@/components/ui/skeleton";
import { MarkedText } from "@/components/ui/text/marked-text";
import { useTexts } from "#texts";

const GROUPS = [
  {
    className: "grid gap-7 sm:grid-cols-2 sm:gap-x-5 lg:grid-cols-3",
    heights: ["h-control", "h-control", "h-control"],
  },
  { className: "grid gap-7", heights: ["h-control", "h-40"] },
];

interface FilingSkeletonProps {
  /** The page for browsers without scripts, which cannot show what comes later. */
  plainPage?: string;
  providerName: string;
  /** Shown while the form loads. */
  problem?: string;
}

export function FilingSkeleton({ plainPage, providerName, problem }: FilingSkeletonProps) {
  const t = useTexts();
  return (
    <div data-form-skeleton="" className="grid gap-7">
      {problem ? (
        <Alert tone="danger" title={t("filing.notFiled")}>
          <p>
            <MarkedText text={problem} />
          </p>
        </Alert>
      ) : null}
      <span role="status" className="sr-only">
        {t("newTicket.loadingForm", { provider: providerName })}
      </span>
      {plainPage === undefined ? null : (
        <noscript>
          <meta httpEquiv="refresh" content={`0;url=${plainPage}`} />
        </noscript>
      )}
      {GROUPS.map(({ className, heights }, group) => (
        <div key={group} className={className}>
          {heights.map((height, index) => (
            <div key={index} className="grid gap-2">
              <Skeleton className="h-4 w-24" />
              <Skeleton className={`${height} w-full`} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
