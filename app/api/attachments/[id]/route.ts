import { redirectNavigation } from "@/lib/server/downloads/redirect-navigation";
import { viewerRoute } from "@/lib/server/viewer-route";
import { contentDisposition } from "@/lib/text/file-name";
import { downloadAttachment } from "@/lib/tickets/detail/download-attachment";

interface Params {
  id: string;
}

/** A provider's file is untrusted: a download, never a page. */
const download = viewerRoute<Params>("attachment download", async (viewer, { params }) => {
  const file = await downloadAttachment(viewer, params.id);
  return new Response(file.body, {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": contentDisposition(file.filename),
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      ...(file.contentLength === null ? {} : { "content-length": String(file.contentLength) }),
    },
  });
});

export async function GET(
  request: Request,
  context: { params: Promise<Params> },
): Promise<Response> {
  return redirectNavigation(request, await download(request, context));
}
