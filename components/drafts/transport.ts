import type { Values } from "@/components/filing/form-values";
import type { DraftSaved } from "@/lib/drafts/types";
import type { Result } from "@/lib/result";
import type { OutgoingFileView } from "@/lib/tickets/types";

export interface DraftSaving {
  place: string;
  formKey: string;
  values: Values;
  version: number;
}

/** ended: nobody is signed in. unreachable: no answer, or one that is not the portal's. refused: an answer in words. */
export type Trouble = { state: "ended" } | { state: "unreachable" } | { state: "refused"; message: string };

/** As JSON has it: times are texts. */
type Wire<T> = T extends Date ? string : T extends object ? { [Key in keyof T]: Wire<T[Key]> } : T;

export type SaveOutcome = Wire<DraftSaved> | Trouble;

export interface DraftTransport {
  save(draft: DraftSaving, leaving: boolean): Promise<SaveOutcome>;
  discard(place: string): Promise<{ state: "done" } | Trouble>;
  restore(place: string): Promise<{ state: "done"; version: number; files: OutgoingFileView[] } | Trouble>;
}

const PATIENCE_MS = 20_000;
/** What a browser sends on for a page that is gone: 64 KiB in all. */
const MOST_KEEPALIVE = 60_000;

async function ask<T>(method: "PUT" | "POST", body: unknown, leaving = false): Promise<{ data: T } | Trouble> {
  try {
    const text = new Blob([JSON.stringify(body)]);
    const answer = await fetch("/api/drafts", {
      method,
      headers: { "content-type": "application/json" },
      body: text,
      keepalive: leaving && text.size < MOST_KEEPALIVE,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 401) return { state: "ended" };
    const result = (await answer.json()) as Result<T>;
    return result.ok ? { data: result.data } : { state: "refused", message: result.fieldErrors.values ?? result.message };
  } catch {
    return { state: "unreachable" };
  }
}

/** Drafts go beside server actions, which wait for each other and for sending. */
export const draftTransport: DraftTransport = {
  async save(draft, leaving) {
    const answer = await ask<Wire<DraftSaved>>("PUT", draft, leaving);
    return "data" in answer ? answer.data : answer;
  },
  async discard(place) {
    const answer = await ask<null>("POST", { place, action: "discard" });
    return "data" in answer ? { state: "done" } : answer;
  },
  async restore(place) {
    const answer = await ask<{ version: number; files: OutgoingFileView[] }>("POST", { place, action: "restore" });
    return "data" in answer ? { state: "done", ...answer.data } : answer;
  },
};
