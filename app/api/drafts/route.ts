import { BODY_LIMITS } from "@/lib/auth/body-limits";
import { readJson } from "@/lib/auth/request-body";
import { viewerRoute } from "@/lib/auth/route";
import { discardDraft, restoreDraft, saveDraft } from "@/lib/drafts/commands";
import { changeDraftInput, saveDraftInput } from "@/lib/drafts/schemas";

export const PUT = viewerRoute("save a draft", async (viewer, { request }) =>
  saveDraft(viewer, await readJson(request, saveDraftInput, BODY_LIMITS.draft)),
);

export const POST = viewerRoute("discard or restore a draft", async (viewer, { request }) => {
  const { place, action, version } = await readJson(
    request,
    changeDraftInput,
    BODY_LIMITS.draftChange,
  );
  return action === "discard" ? discardDraft(viewer, place, version) : restoreDraft(viewer, place);
});
