import { PAGE_VIEWER_HEADER } from "@/lib/auth/schemas";
import type { DraftDiscarded, DraftRestored, DraftSaved } from "@/lib/drafts/types";
import type { FormValues } from "@/lib/forms/form-values";
import type { Result } from "@/lib/result";
import { draftsUrl } from "@/lib/routes";

export interface DraftSaving {
  place: string;
  formKey: string;
  values: FormValues;
  version: number;
}

/**
 * ended: nobody is signed in. other_viewer: someone else is. unreachable: no answer, or one that is
 * not the portal's. refused: an answer in words.
 */
export type SaveTrouble =
  | { state: "ended" }
  | { state: "other_viewer"; message: string }
  | { state: "unreachable" }
  | { state: "refused"; message: string };

/** As JSON has it: times are texts. */
type Wire<T> = T extends Date ? string : T extends object ? { [Key in keyof T]: Wire<T[Key]> } : T;

export type SaveOutcome = Wire<DraftSaved> | SaveTrouble;

export type DiscardOutcome = Wire<DraftDiscarded> | SaveTrouble;

export interface DraftTransport {
  save(draft: DraftSaving, leaving: boolean): Promise<SaveOutcome>;
  /** `version` is the newest that the form knows of. */
  discard(place: string, version: number): Promise<DiscardOutcome>;
  restore(place: string): Promise<({ state: "done" } & DraftRestored) | SaveTrouble>;
}

const TIMEOUT_MS = 20_000;
/** What a browser sends on for a page that is gone: 64 KiB in all. */
const MAX_KEEPALIVE = 60_000;

interface Asked {
  method: "PUT" | "POST";
  userId: string;
  body: unknown;
  /** Sent on when the page goes: what was promised on screen must not be cut off by a reload. */
  leaving?: boolean;
}

async function ask<T>({
  method,
  userId,
  body,
  leaving = false,
}: Asked): Promise<{ data: T } | SaveTrouble> {
  try {
    const text = new Blob([JSON.stringify(body)]);
    const answer = await fetch(draftsUrl(), {
      method,
      headers: { "content-type": "application/json", [PAGE_VIEWER_HEADER]: userId },
      body: text,
      keepalive: leaving && text.size < MAX_KEEPALIVE,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status === 401) return { state: "ended" };
    const result = (await answer.json()) as Result<T>;
    if (!result.ok && result.code === "other_viewer")
      return { state: "other_viewer", message: result.message };
    // Nothing is wrong with what was typed: it is saved a little later.
    if (!result.ok && result.code === "busy") return { state: "unreachable" };
    return result.ok
      ? { data: result.data }
      : { state: "refused", message: result.fieldErrors.values ?? result.message };
  } catch {
    return { state: "unreachable" };
  }
}

/**
 * The transport of one person's drafts. Drafts go beside server actions, which wait for each other
 * and for sending.
 */
export function draftTransportFor(userId: string): DraftTransport {
  return {
    async save(draft, leaving) {
      const answer = await ask<Wire<DraftSaved>>({ method: "PUT", userId, body: draft, leaving });
      return "data" in answer ? answer.data : answer;
    },
    async discard(place, version) {
      const body = { place, action: "discard", version };
      const answer = await ask<Wire<DraftDiscarded>>({
        method: "POST",
        userId,
        body,
        leaving: true,
      });
      return "data" in answer ? answer.data : answer;
    },
    async restore(place) {
      const body = { place, action: "restore" };
      const answer = await ask<DraftRestored>({ method: "POST", userId, body, leaving: true });
      return "data" in answer ? { state: "done", ...answer.data } : answer;
    },
  };
}
