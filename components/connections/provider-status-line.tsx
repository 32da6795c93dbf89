import { CircleCheck, CircleHelp, TriangleAlert, Wrench } from "lucide-react";
import { Suspense } from "react";

import { dayAndTime, type Locale } from "@/components/ui/time/format-time";
import type { ProviderStatus } from "@/lib/connections/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

const ICONS = {
  fine: { Icon: CircleCheck, color: "text-success" },
  maintenance: { Icon: Wrench, color: "text-warning" },
  trouble: { Icon: TriangleAlert, color: "text-warning" },
  unknown: { Icon: CircleHelp, color: "text-muted-foreground" },
} as const;

/** Reserves the height of the text, which loads later. */
const PLACE = "min-h-10 sm:min-h-5";

interface StatusTextProps {
  status: ProviderStatus;
  locale: Locale;
}

export function ProviderStatusText({ status, locale }: StatusTextProps) {
  const t = useTexts();
  const { state, title, since, providerName: provider, pageUrl } = status;
  const { Icon, color } = ICONS[state];
  const text =
    title === null
      ? t(`providerStatus.${state}`, { provider })
      : t.rich(since ? "providerStatus.namedSince" : "providerStatus.named", {
          state,
          provider,
          time: () =>
            since ? (
              <time dateTime={since.toISOString()}>{dayAndTime(since, new Date(), locale)}</time>
            ) : null,
          title: () => (
            <bdi lang="" className="font-medium">
              {title}
            </bdi>
          ),
        });
  return (
    <p className={cn("flex items-start gap-2 text-[0.8125rem]", PLACE)}>
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", color)} />
      <span className="line-clamp-2 min-w-0 flex-1 wrap-anywhere sm:line-clamp-1">{text}</span>
      <a href={pageUrl} target="_blank" rel="noreferrer" className="text-link shrink-0">
        {t("providerStatus.page")}
      </a>
    </p>
  );
}

async function LoadedStatus({
  loading,
  locale,
}: {
  loading: Promise<ProviderStatus>;
  locale: Locale;
}) {
  return <ProviderStatusText status={await loading} locale={locale} />;
}

interface ProviderStatusLineProps {
  /** Null where the operator names no status page. */
  loading: Promise<ProviderStatus> | null;
  locale: Locale;
  /** For browsers without scripts, which cannot show streamed content. */
  isPlain?: boolean;
}

/** The provider's public status; its space is reserved until it loads. */
export function ProviderStatusLine({ loading, locale, isPlain = false }: ProviderStatusLineProps) {
  if (loading === null) return null;
  const loaded = <LoadedStatus loading={loading} locale={locale} />;
  return isPlain ? loaded : <Suspense fallback={<p className={PLACE} />}>{loaded}</Suspense>;
}
