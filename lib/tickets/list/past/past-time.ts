import { clockAt, momentOfClock } from "../../../clocks/business-time";
import { parseExact } from "../../../text/exact-moment";
import { parseTime } from "../../../text/parse-time";

const LOCAL = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?)?$/;

export type TypedMoment =
  | { is: "exact"; at: Date }
  /** Without a zone, as a form sends it: its address needs one. */
  | { is: "local"; at: Date }
  | { is: "future" }
  | { is: "unreadable"; text: string };

const MAX_SHOWN = 60;

/** Reads `at` of an address; null without one. A time without a zone is one of the viewer's. */
export function typedMoment(
  text: string | null,
  timeZone: string,
  now = new Date(),
): TypedMoment | null {
  const typed = text?.trim() ?? "";
  if (typed === "") return null;
  const exact = parseExact(typed);
  const at = exact ?? localMoment(typed, timeZone);
  if (!at) return { is: "unreadable", text: typed.slice(0, MAX_SHOWN) };
  if (at > now) return { is: "future" };
  return { is: exact ? "exact" : "local", at };
}

function localMoment(text: string, timeZone: string): Date | undefined {
  const [, day, clock = "00:00", seconds = ":00"] = LOCAL.exec(text) ?? [];
  const asUtc = day === undefined ? undefined : parseTime(`${day}T${clock}${seconds}Z`);
  // A day such as 31 February would become another one.
  if (!asUtc || day === undefined || asUtc.toISOString().slice(0, 10) !== day) return undefined;
  return momentOfClock(timeZone, asUtc);
}

/** The moment as a form's field has it, in the viewer's time zone. */
export function momentField(timeZone: string, at: Date): string {
  return clockAt(timeZone, at).toISOString().slice(0, "YYYY-MM-DDTHH:MM".length);
}
