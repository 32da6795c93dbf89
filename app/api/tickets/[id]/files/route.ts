import { redirectNavigation } from "@/lib/server/downloads/redirect-navigation";
import { zipAnswer } from "@/lib/server/downloads/zip-answer";
import { viewerRoute } from "@/lib/server/viewer-route";
import { ticketArchive } from "@/lib/tickets/files/ticket-archive";

export const maxDuration = 300;

interface Params {
  id: string;
}

const download = viewerRoute<Params>("files download", async (viewer, { params }) =>
  zipAnswer(await ticketArchive(viewer, params.id)),
);

export async function GET(
  request: Request,
  context: { params: Promise<Params> },
): Promise<Response> {
  return redirectNavigation(request, await download(request, context));
}
