import { readJson } from "@/lib/auth/request-body";
import { viewerRoute } from "@/lib/auth/route";
import { discardDraft, restoreDraft, saveDraft } from "@/lib/drafts/commands";
import { changeDraftInput, MOST_DRAFT_BYTES, saveDraftInput } from "@/lib/drafts/schemas";

/** Escapes can make a text several times as long on its way. */
const MOST_BYTES = 6 * MOST_DRAFT_BYTES + 4_096;

export const PUT = viewerRoute("save a draft", async (viewer, { request }) => saveDraft(viewer, await readJson(request, saveDraftInput, MOST_BYTES)));

export const POST = viewerRoute("discard or restore a draft", async (viewer, { request }) => {
  const { place, action, version } = await readJson(request, changeDraftInput, 4_096);
  return action === "discard" ? discardDraft(viewer, place, version) : restoreDraft(viewer, place);
});
