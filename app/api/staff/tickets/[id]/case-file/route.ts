import { exportCaseFile } from "@/lib/review/case-file/export-case-file";
import { redirectNavigation } from "@/lib/server/redirect-navigation";
import { viewerRoute } from "@/lib/server/viewer-route";
import { contentDisposition } from "@/lib/text/file-name";

export const maxDuration = 300;

interface Params {
  id: string;
}

const download = viewerRoute<Params>("export a case file", async (viewer, { params }) => {
  const file = await exportCaseFile(viewer, params.id);
  return new Response(file.body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": contentDisposition(file.filename),
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
