import { formatDuration } from "@/components/ui/time/format-time";

export function lagText(seconds: number | null): string {
  return seconds === null ? "never read" : formatDuration(seconds * 1_000);
}

/** Small shares keep a digit, so that few failures are not shown as 0 %. */
export function shareText(part: number | null, none: string): string {
  if (part === null) return none;
  const percent = part * 100;
  return `${percent > 0 && percent < 10 ? Math.max(0.1, Math.round(percent * 10) / 10) : Math.round(percent)} %`;
}

/** E.g. "between 2 min and 3 h, last 5 min". */
export function rangeText(
  values: ReadonlyArray<number | null>,
  words: (value: number) => string,
): string {
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  if (last === undefined) return "nothing known";
  const [least, most] = [words(Math.min(...known)), words(Math.max(...known))];
  return least === most ? `always ${least}` : `between ${least} and ${most}, last ${words(last)}`;
}

export function millisecondsText(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
