import { exactDuration } from "@/components/ui/time/durations";
import type { Locale } from "@/components/ui/time/format-time";
import { useTexts } from "#texts";

interface LengthProps {
  /** Null: unknown. */
  milliseconds: number | null;
  locale: Locale;
  /** Without days, as a business day is shorter than one. */
  inHours?: boolean;
}

/** Shows a length to the minute; `dateTime` has it to the millisecond. */
export function Length({ milliseconds, locale, inHours = false }: LengthProps) {
  const t = useTexts();
  if (milliseconds === null) return <span aria-hidden>–</span>;
  const seconds = milliseconds / 1_000;
  return (
    <time dateTime={`PT${seconds.toFixed(3)}S`} className="whitespace-nowrap">
      {exactDuration(t, milliseconds, locale.language, inHours)}
    </time>
  );
}
