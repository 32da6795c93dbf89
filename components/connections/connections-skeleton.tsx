import { Skeleton } from "@/components/ui/skeleton";
import { useTexts } from "#texts";

export function ConnectionsSkeleton() {
  const t = useTexts();
  return (
    <div className="grid gap-5">
      <div className="flex h-10 items-center">
        <h1 className="text-2xl font-semibold tracking-tight">{t("connections.title")}</h1>
      </div>
      <span role="status" className="sr-only">
        {t("common.loading")}
      </span>
      {[0, 1].map((card) => (
        <div key={card} className="grid gap-4 rounded-lg border bg-card p-5">
          <Skeleton className="h-6 w-64 max-w-full" />
          <Skeleton className="h-9 w-full max-w-lg" />
          <Skeleton className="h-5 w-full max-w-2xl" />
          <Skeleton className="h-9 w-40" />
        </div>
      ))}
    </div>
  );
}
