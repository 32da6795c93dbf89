import type { Locale } from "../time/format-time";
import { Time } from "../time/time";

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

interface FactValueProps {
  value: string;
  locale: Locale;
  /** False for the provider's own value, whose language is unknown. */
  isOurs?: boolean;
}

/** Shows a value of unknown type: a time in the viewer's zone, anything else as text. */
export function FactValue({ value, locale, isOurs = false }: FactValueProps) {
  return ISO_TIME.test(value) && !Number.isNaN(Date.parse(value)) ? (
    <Time at={new Date(value)} locale={locale} show="full" />
  ) : (
    <span lang={isOurs ? undefined : ""}>{value}</span>
  );
}
