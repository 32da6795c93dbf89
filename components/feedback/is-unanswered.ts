import type { Failure, Result } from "@/lib/result";

/** Returns whether no answer came, so that the action may or may not have been carried out. */
export function isUnanswered(result: Result<unknown> | Pick<Failure, "code">): boolean {
  return "code" in result && (result.code === "unreachable" || result.code === "offline");
}
