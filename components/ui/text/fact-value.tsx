import type { Locale } from "../time/format-time";
import { Time } from "../time/time";

/** A whole moment with its zone, as JSON carries it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A value of which only the text is known: a moment is shown in the viewer's zone, all else as it is. */
export function FactValue({ value, locale }: { value: string; locale: Locale }) {
  return MOMENT.test(value) && !Number.isNaN(Date.parse(value)) ? (
    <Time at={new Date(value)} locale={locale} show="full" />
  ) : (
    value
  );
}
