import { countUse, type RateLimit } from "../auth/rate-limit";
import { AppError } from "../errors";
import { BODY_LIMITS } from "../server/body-limits";
import { readBytes, readJson } from "../server/request-body";
import { viewerRoute } from "../server/viewer-route";
import { filePreview } from "./queries";
import { addPiece, beginFile, finishFile, removeFile } from "./receive-upload";
import { beginInput } from "./schemas";

/** What app/api/files answers: an upload is begun, gets its pieces, and is finished, each by a request that may be repeated. */

/** Four times what a fast line sends: a whole ticket's files are some 20 pieces. */
const PIECE_RATE: RateLimit = {
  maxUses: 240,
  windowSeconds: 60,
  message: "You are uploading too fast. The upload resumes in a minute.",
};

/** Files that are announced and removed again leave work behind as well. */
const START_RATE: RateLimit = {
  maxUses: 120,
  windowSeconds: 60,
  message: "You attached too many files at once. Wait a minute, then try again.",
};

interface OfFile {
  id: string;
}

interface OfPiece extends OfFile {
  /** Its position, from 0. */
  piece: string;
}

/** Announces a file; its pieces follow. */
export const beginRoute = viewerRoute("begin a file", async (viewer, { request }) => {
  await countUse(`file_start:${viewer.userId}`, START_RATE);
  return beginFile(viewer, await readJson(request, beginInput, BODY_LIMITS.fileStart));
});

/** One piece of a file, as the raw body. */
export const pieceRoute = viewerRoute<OfPiece>(
  "a piece of a file",
  async (viewer, { request, params }) => {
    await countUse(`file_piece:${viewer.userId}`, PIECE_RATE);
    if (!/^\d{1,4}$/.test(params.piece))
      throw new AppError("invalid", { message: "The file has no such piece." });
    await addPiece(
      viewer,
      params.id,
      Number(params.piece),
      await readBytes(request, BODY_LIMITS.filePiece),
    );
  },
);

/** Ends an upload. */
export const finishRoute = viewerRoute<OfFile>("finish a file", (viewer, { params }) =>
  finishFile(viewer, params.id),
);

/** Takes a file out of its draft. */
export const removeRoute = viewerRoute<OfFile>("remove a file", (viewer, { params }) =>
  removeFile(viewer, params.id),
);

/** Shows an image of the viewer's own. Opened by itself it is data in a box without rights. */
export const previewRoute = viewerRoute<OfFile>("file preview", async (viewer, { params }) => {
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
