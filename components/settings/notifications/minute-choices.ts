const STEP = 30;
const HALF_HOURS = Array.from({ length: 48 }, (_, index) => index * STEP);

/** Half hours of the day, and the current value. */
export function minuteChoices(chosen: number, except?: number): number[] {
  const minutes = HALF_HOURS.includes(chosen) ? HALF_HOURS : [...HALF_HOURS, chosen];
  return minutes.filter((minute) => minute !== except).sort((one, other) => one - other);
}

const twoDigits = (count: number): string => String(count).padStart(2, "0");

/** Formats as "08:30", which suits both languages. */
export const clockText = (minute: number): string =>
  `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
