import { redirectNavigation } from "@/lib/server/redirect-navigation";
import { viewerRoute } from "@/lib/server/viewer-route";
import { contentDisposition } from "@/lib/text/file-name";
import { ticketArchive } from "@/lib/tickets/files/ticket-archive";

export const maxDuration = 300;

interface Params {
  id: string;
}

const download = viewerRoute<Params>("files download", async (viewer, { params }) => {
  const archive = await ticketArchive(viewer, params.id);
  return new Response(archive.body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": contentDisposition(archive.filename),
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
});

export async function GET(
  request: Request,
  context: { params: Promise<Params> },
): Promise<Response> {
  return redirectNavigation(request, await download(request, context));
}
