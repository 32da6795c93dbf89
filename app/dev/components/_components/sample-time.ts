import type { Locale } from "@/components/ui/time/format-time";

export const SAMPLE_NOW = new Date("2026-03-12T14:05:00Z");

export const SAMPLE_LOCALE: Locale = { language: "en", timeZone: "UTC" };

/** Returns the time so many minutes after `SAMPLE_NOW`; negative is before. */
export function sampleTime(minutes: number): Date {
  return new Date(SAMPLE_NOW.getTime() + minutes * 60_000);
}
