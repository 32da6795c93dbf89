import { Alert } from "@/components/ui/alert";
import { Skeleton } from "@/components/ui/skeleton";
import { MarkedText } from "@/components/ui/text/marked-text";
import { useTexts } from "#texts";

const FIELDS = ["h-10", "h-10", "h-48", "h-10"];

interface FilingSkeletonProps {
  providerName: string;
  /** Shown while the form loads. */
  problem?: string;
}

export function FilingSkeleton({ providerName, problem }: FilingSkeletonProps) {
  const t = useTexts();
  return (
    <div className="grid gap-5">
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
      <noscript>
        <p>{t("newTicket.noScript")}</p>
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
