import { exportFileOfCase } from "@/lib/review/case-file/export-case-file";
import { redirectNavigation } from "@/lib/server/downloads/redirect-navigation";
import { zipAnswer } from "@/lib/server/downloads/zip-answer";
import { viewerRoute } from "@/lib/server/viewer-route";

export const maxDuration = 300;

interface Params {
  id: string;
}

const download = viewerRoute<Params>("export a case file of a case", async (viewer, { params }) =>
  zipAnswer(await exportFileOfCase(viewer, params.id)),
);

export async function GET(
  request: Request,
  context: { params: Promise<Params> },
): Promise<Response> {
  return redirectNavigation(request, await download(request, context));
}
