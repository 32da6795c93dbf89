import { discardDraft, restoreDraft, saveDraft } from "@/lib/drafts/commands";
import { changeDraftInput, saveDraftInput } from "@/lib/drafts/schemas";
import { BODY_LIMITS } from "@/lib/server/body-limits";
import { readJson } from "@/lib/server/request-body";
import { viewerRoute } from "@/lib/server/viewer-route";

export const PUT = viewerRoute("save a draft", async (viewer, { request }) =>
  saveDraft(viewer, await readJson(request, saveDraftInput, BODY_LIMITS.draft)),
);

export const POST = viewerRoute("discard or restore a draft", async (viewer, { request }) => {
  const { draftKey, action, version } = await readJson(
    request,
    changeDraftInput,
    BODY_LIMITS.draftChange,
  );
  return action === "discard"
    ? discardDraft(viewer, draftKey, version)
    : restoreDraft(viewer, draftKey);
});
