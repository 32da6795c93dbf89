import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { DetailView } from "@/lib/tickets/detail/types";

const WEB_URL = /^https?:\/\//i;

function plainText(value: DetailView["value"]): string {
  return typeof value === "string" || typeof value === "number"
    ? String(value)
    : JSON.stringify(value);
}

/** Shows a provider's own field by its kind; a value that does not fit is shown as is. */
export function DetailValue({
  detail,
  locale,
}: {
  detail: Pick<DetailView, "kind" | "value">;
  locale: Locale;
}) {
  const { kind, value } = detail;
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
  if (kind === "boolean" && typeof value === "boolean") return value ? "Yes" : "No";
  if (kind === "list" && Array.isArray(value)) return value.map(plainText).join(", ");
  if (kind === "json" && typeof value === "object")
    return (
      <pre className="overflow-x-auto font-mono text-xs" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  return plainText(value);
}
