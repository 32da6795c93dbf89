import { randomUUID } from "node:crypto";

import type { Viewer } from "../auth/types";
import { saveDraft } from "./commands";
import type { SaveDraftInput } from "./schemas";

/**
 * Saves as the draft what a form without scripts could not send. Of two different messages, both
 * stay, encrypted if one of them was. Throws what `saveDraft` throws.
 */
export async function keepText(viewer: Viewer, typed: SaveDraftInput): Promise<void> {
  const saved = await saveDraft(viewer, typed);
  // Sent before, then changed and sent again from the browser's history.
  if (saved.state === "sent") await saveDraft(viewer, { ...typed, formKey: randomUUID() });
  if (saved.state !== "changed") return;
  const { values, version } = saved.newer;
  await saveDraft(viewer, { ...typed, version, values: withBothMessages(values, typed.values) });
}

function withBothMessages(
  saved: Record<string, string>,
  typed: Record<string, string>,
): Record<string, string> {
  const [before = "", after = ""] = [saved.message, typed.message];
  if (before.trim() === "" || after.includes(before)) return { ...saved, ...typed };
  const both = { ...saved, ...typed, message: `${before}\n\n${after}`.trim() };
  return saved.encrypted === "true" ? { ...both, encrypted: "true" } : both;
}
