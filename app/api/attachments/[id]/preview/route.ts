import { viewerRoute } from "@/lib/server/viewer-route";
import { previewAttachment } from "@/lib/tickets/files/preview-attachment";

/** The browser keeps it for a day: the provider is asked once. Opened as a page, it is sandboxed. */
export const GET = viewerRoute<{ id: string }>("attachment preview", async (viewer, { params }) => {
  const { bytes, mimeType } = await previewAttachment(viewer, params.id);
  return new Response(bytes, {
    headers: {
      "content-type": mimeType,
      "content-length": String(bytes.length),
      "content-disposition": "inline",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=86400",
      vary: "cookie",
    },
  });
});
