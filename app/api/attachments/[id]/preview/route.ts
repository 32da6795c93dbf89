import { imageAnswer } from "@/lib/server/image-answer";
import { viewerRoute } from "@/lib/server/viewer-route";
import { previewAttachment } from "@/lib/tickets/files/preview-attachment";

/** The browser keeps it for a day: the provider is asked once. */
export const GET = viewerRoute<{ id: string }>("attachment preview", async (viewer, { params }) =>
  imageAnswer(await previewAttachment(viewer, params.id), "private, max-age=86400"),
);
