import { PAGE_VIEWER_HEADER } from "@/lib/auth/schemas";
import type { DraftContent, DraftDiscarded, DraftRestored, DraftSaved } from "@/lib/drafts/types";
import type { FormValues } from "@/lib/forms/form-values";
import type { Result } from "@/lib/result";
import { draftsUrl } from "@/lib/routes";

import type { SavedDraft, SaveFailure } from "./draft-state";

export interface SaveDraftRequest {
  draftKey: string;
  formKey: string;
  values: FormValues;
  version: number;
}

/** The type after JSON: dates are strings. */
type Wire<T> = T extends Date ? string : T extends object ? { [Key in keyof T]: Wire<T[Key]> } : T;

export type SaveOutcome = Wire<DraftSaved> | SaveFailure;

export type DiscardOutcome = Wire<DraftDiscarded> | SaveFailure;

export interface DraftTransport {
  save(draft: SaveDraftRequest, leaving: boolean): Promise<SaveOutcome>;
  /** `version` is the newest that the form knows of. */
  discard(draftKey: string, version: number): Promise<DiscardOutcome>;
  restore(draftKey: string): Promise<({ state: "done" } & DraftRestored) | SaveFailure>;
}

const TIMEOUT_MS = 20_000;
/** Browsers limit the bodies of keepalive requests to 64 KiB in all. */
const MAX_KEEPALIVE_BYTES = 60_000;

interface DraftRequest {
  method: "PUT" | "POST";
  userId: string;
  body: unknown;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

async function send<T>({
  method,
  userId,
  body,
  keepalive = false,
}: DraftRequest): Promise<{ data: T } | SaveFailure> {
  try {
    const text = new Blob([JSON.stringify(body)]);
    const response = await fetch(draftsUrl(), {
      method,
      headers: { "content-type": "application/json", [PAGE_VIEWER_HEADER]: userId },
      body: text,
      keepalive: keepalive && text.size < MAX_KEEPALIVE_BYTES,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 401) return { state: "ended" };
    const result = (await response.json()) as Result<T>;
    if (!result.ok && result.code === "other_viewer")
      return { state: "other_viewer", message: result.message };
    // The server asks for a retry.
    if (!result.ok && result.code === "busy") return { state: "unreachable" };
    return result.ok
      ? { data: result.data }
      : { state: "refused", message: result.fieldErrors.values ?? result.message };
  } catch {
    return { state: "unreachable" };
  }
}

/**
 * Returns the transport of one person's drafts. It uses a route handler, because server actions
 * wait for each other and for sending.
 */
export function draftTransportFor(userId: string): DraftTransport {
  return {
    async save({ draftKey, ...rest }, leaving) {
      const request = {
        method: "PUT",
        userId,
        body: { draftKey, ...rest },
        keepalive: leaving,
      } as const;
      const answer = await send<Wire<DraftSaved>>(request);
      return "data" in answer ? answer.data : answer;
    },
    async discard(draftKey, version) {
      const body = { draftKey, action: "discard", version };
      const request = { method: "POST", userId, body, keepalive: true } as const;
      const answer = await send<Wire<DraftDiscarded>>(request);
      return "data" in answer ? answer.data : answer;
    },
    async restore(draftKey) {
      const body = { draftKey, action: "restore" };
      const request = { method: "POST", userId, body, keepalive: true } as const;
      const answer = await send<DraftRestored>(request);
      return "data" in answer ? { state: "done", ...answer.data } : answer;
    },
  };
}

export function savedDraftOf({
  formKey,
  values,
  version,
  updatedAt,
}: Wire<DraftContent>): SavedDraft {
  return { formKey, values, version, at: Date.parse(updatedAt) };
}
