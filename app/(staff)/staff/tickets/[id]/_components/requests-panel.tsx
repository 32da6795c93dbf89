import { ProviderWords } from "@/components/feedback/provider-words";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { ProviderRequestView } from "@/lib/review/types";
import { useTexts } from "#texts";

/** Recent requests to the provider, with the ids that its support needs. */
export function RequestsPanel({
  requests,
  providerName,
  locale,
}: {
  requests: ProviderRequestView[];
  providerName: string;
  locale: Locale;
}) {
  const t = useTexts();
  if (requests.length === 0) return null;
  return (
    <Panel title={t("review.requests")}>
      <ul className="grid gap-3 px-4 py-4 text-[0.8125rem]">
        {requests.map((request) => (
          <li key={request.id}>
            <p className="flex flex-wrap justify-between gap-x-4">
              <span>{t("review.request", { what: request.what, outcome: request.outcome })}</span>
              <Time at={request.at} locale={locale} show="full" className="text-muted-foreground" />
            </p>
            {request.message ? (
              <p className="text-muted-foreground [overflow-wrap:anywhere]">
                <MarkedText text={request.message} />
              </p>
            ) : null}
            <ProviderWords words={request.words} name={providerName} />
            {request.requestId ? (
              <p className="[overflow-wrap:anywhere]">
                <code translate="no" className="text-xs">
                  {request.requestId}
                </code>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
