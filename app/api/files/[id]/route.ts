import { filePreview } from "@/lib/files/queries";
import { finishFile, removeFile } from "@/lib/files/receive-upload";
import { viewerRoute } from "@/lib/server/viewer-route";

interface Params {
  id: string;
}

/** May be repeated. */
export const POST = viewerRoute<Params>("finish a file", (viewer, { params }) =>
  finishFile(viewer, params.id),
);

/** May be repeated. */
export const DELETE = viewerRoute<Params>("remove a file", (viewer, { params }) =>
  removeFile(viewer, params.id),
);

/** Opened as a page, the image is sandboxed. */
export const GET = viewerRoute<Params>("file preview", async (viewer, { params }) => {
  const { bytes, mimeType } = await filePreview(viewer, params.id);
  return new Response(bytes, {
    headers: {
      "content-type": mimeType,
      "content-length": String(bytes.length),
      "content-disposition": "inline",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
});
