import type { Result } from "@/lib/result";
import { submissionStatusUrl } from "@/lib/routes";
import type { PendingSubmission } from "@/lib/submissions/types";

/** The answer of the status endpoint. */
export interface PolledStatus {
  state: PendingSubmission["state"] | "abandoned";
  step: PendingSubmission["step"];
  ticketId: string | null;
  nextAt: string | null;
}

/** Two equal fingerprints mean that the page is up to date. */
export function statusFingerprint({
  state,
  step,
  ticketId,
  nextAt,
}: Pick<PendingSubmission, "state" | "step" | "ticketId" | "nextAt"> | PolledStatus): string {
  return [state, step, ticketId, nextAt === null ? null : new Date(nextAt).getTime()].join(" ");
}

/** True when the status differs from what the page shows; an ongoing lookup does not count. */
export function hasChanged(seen: string, standing: PolledStatus): boolean {
  if (standing.state === "unknown" && standing.nextAt === null) return !seen.startsWith("unknown");
  return statusFingerprint(standing) !== seen;
}

/**
 * Fetches a status; "ended" without a session, "gone" without such a submission. Throws if there
 * is no answer.
 */
export async function fetchStatus(id: string): Promise<PolledStatus | "ended" | "gone"> {
  const answer = await fetch(submissionStatusUrl(id), { cache: "no-store" });
  if (answer.status === 401) return "ended";
  if (answer.status === 404) return "gone";
  const result = (await answer.json()) as Result<PolledStatus>;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}
