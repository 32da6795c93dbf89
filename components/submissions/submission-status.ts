import type { Result } from "@/lib/result";
import { submissionStatusUrl } from "@/lib/routes";
import type { PendingSubmission } from "@/lib/submissions/types";

/** How a submission stands, as the portal answers a page that waits for it. */
export interface PolledStatus {
  state: PendingSubmission["state"] | "abandoned";
  step: PendingSubmission["step"];
  ticketId: string | null;
  nextAt: string | null;
}

/** What must differ for a page to be out of date. */
export function statusFingerprint({
  state,
  step,
  ticketId,
  nextAt,
}: Pick<PendingSubmission, "state" | "step" | "ticketId" | "nextAt"> | PolledStatus): string {
  return [state, step, ticketId, nextAt === null ? null : new Date(nextAt).getTime()].join(" ");
}

/** Whether it stands otherwise than the page shows. That it is being looked for this moment is no news. */
export function hasChanged(seen: string, standing: PolledStatus): boolean {
  if (standing.state === "unknown" && standing.nextAt === null) return !seen.startsWith("unknown");
  return statusFingerprint(standing) !== seen;
}

/** Asks how a submission stands. "ended": nobody is signed in any more. "gone": there is no such submission. Throws when no answer comes. */
export async function fetchStatus(id: string): Promise<PolledStatus | "ended" | "gone"> {
  const answer = await fetch(submissionStatusUrl(id), { cache: "no-store" });
  if (answer.status === 401) return "ended";
  if (answer.status === 404) return "gone";
  const result = (await answer.json()) as Result<PolledStatus>;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}
