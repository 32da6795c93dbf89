"use client";

import { useContext } from "react";

import { actionResult } from "@/components/feedback/action-result";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { focusOnceEnabled } from "./focus-once-enabled";
import { ProofContext } from "./proof-context";

/**
 * Wraps an action that may fail with `proof_required`: asks the person to confirm who they are, then
 * repeats the action with the same arguments. Includes `actionResult`.
 */
export function useProved<Args extends unknown[], T>(
  action: (...args: Args) => Promise<Result<T>>,
): (...args: Args) => Promise<Result<T>> {
  const t = useTexts();
  const ask = useContext(ProofContext);
  return async (...args) => {
    const asking = document.activeElement;
    const result = await actionResult(t, action(...args));
    if (result.ok || result.code !== "proof_required") return result;
    if (await ask()) return actionResult(t, action(...args));
    focusOnceEnabled(asking);
    return result;
  };
}
