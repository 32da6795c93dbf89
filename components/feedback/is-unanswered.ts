import type { Failure, Result } from "@/lib/result";

/** Returns whether no answer came, so that the action may or may not have been carried out. */
export function isUnanswered(
  result: Result<unknown> | Pick<Failure, "code" | "mayBeDone">,
): boolean {
  if (!("code" in result)) return false;
  const { code, mayBeDone } = result;
  return mayBeDone ?? (code === "unreachable" || code === "offline");
}
