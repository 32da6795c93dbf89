import { countUse, type RateLimit } from "@/lib/auth/limits/rate-limit";
import { AppError } from "@/lib/errors";
import { addPiece } from "@/lib/files/receive-upload";
import { message } from "@/lib/i18n/message";
import { BODY_LIMITS } from "@/lib/server/body-limits";
import { readBytes } from "@/lib/server/request-body";
import { viewerRoute } from "@/lib/server/viewer-route";

/** Four times what a fast line sends: a ticket's files are some 20 pieces. */
const PIECE_RATE: RateLimit = {
  maxUses: 240,
  windowSeconds: 60,
  text: message("fileRefusal.tooFast"),
};

interface Params {
  id: string;
  piece: string;
}

/** Takes the raw body. May be repeated. */
export const PUT = viewerRoute<Params>("a piece of a file", async (viewer, { request, params }) => {
  await countUse(`file_piece:${viewer.userId}`, PIECE_RATE);
  if (!/^\d{1,4}$/.test(params.piece))
    throw new AppError("invalid", { text: message("fileRefusal.noSuchPiece") });
  const bytes = await readBytes(request, BODY_LIMITS.filePiece);
  await addPiece(viewer, params.id, Number(params.piece), bytes);
});
