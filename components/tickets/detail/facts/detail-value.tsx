import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { DetailView } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { CopyableText } from "./copyable-text";

const WEB_URL = /^https?:\/\//i;

function plainText(value: DetailView["value"]): string {
  return typeof value === "string" || typeof value === "number"
    ? String(value)
    : JSON.stringify(value);
}

/** Shows a provider's id, with its name where that is known. */
export function ProvidersId({ id, name = null }: { id: string; name?: string | null }) {
  return (
    <>
      {name === null ? null : (
        <bdi lang="" translate="no" className="block">
          {name}
        </bdi>
      )}
      <span className="-ml-1.5 inline-block max-w-full">
        <CopyableText text={id} />
      </span>
    </>
  );
}

/** Shows a provider's own field by its kind; a value that does not fit is shown as is. */
export function DetailValue({
  detail,
  locale,
}: {
  detail: Pick<DetailView, "kind" | "value" | "isId" | "name">;
  locale: Locale;
}) {
  const t = useTexts();
  const { kind, value, isId, name } = detail;
  if (isId) return <ProvidersId id={plainText(value)} name={name} />;
  if (kind === "time" && typeof value === "string" && !Number.isNaN(Date.parse(value)))
    return <Time at={new Date(value)} locale={locale} show="full" />;
  if (kind === "url" && typeof value === "string" && WEB_URL.test(value)) {
    return (
      <a
        href={value}
        rel="noopener noreferrer nofollow"
        target="_blank"
        className="text-link break-all"
      >
        {value}
      </a>
    );
  }
  if (kind === "boolean" && typeof value === "boolean")
    return value ? t("ticket.details.yes") : t("ticket.details.no");
  if (kind === "list" && Array.isArray(value))
    return <span lang="">{value.map(plainText).join(", ")}</span>;
  if (kind === "json" && typeof value === "object")
    return (
      <pre lang="" className="overflow-x-auto font-mono text-xs" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  return <span lang="">{plainText(value)}</span>;
}
