import { filePreview } from "@/lib/files/queries";
import { finishFile, removeFile } from "@/lib/files/receive-upload";
import { imageAnswer } from "@/lib/server/image-answer";
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

export const GET = viewerRoute<Params>("file preview", async (viewer, { params }) =>
  imageAnswer(await filePreview(viewer, params.id), "private, no-store"),
);
