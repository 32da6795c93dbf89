import { countUse, type RateLimit } from "@/lib/auth/limits/rate-limit";
import { beginFile } from "@/lib/files/receive-upload";
import { beginInput } from "@/lib/files/schemas";
import { message } from "@/lib/i18n/message";
import { BODY_LIMITS } from "@/lib/server/body-limits";
import { readJson } from "@/lib/server/request-body";
import { viewerRoute } from "@/lib/server/viewer-route";

const START_RATE: RateLimit = {
  maxUses: 120,
  windowSeconds: 60,
  text: message("fileRefusal.tooManyAtOnce"),
};

/** May be repeated. */
export const POST = viewerRoute("begin a file", async (viewer, { request }) => {
  await countUse(`file_start:${viewer.userId}`, START_RATE);
  return beginFile(viewer, await readJson(request, beginInput, BODY_LIMITS.fileStart));
});
