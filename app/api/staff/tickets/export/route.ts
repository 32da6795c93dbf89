import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";
import { exportTickets } from "@/lib/review/export/export-tickets";
import { exportFormat } from "@/lib/review/schemas";
import { redirectNavigation } from "@/lib/server/downloads/redirect-navigation";
import { parseInput } from "@/lib/server/parse-input";
import { viewerRoute } from "@/lib/server/viewer-route";
import { contentDisposition } from "@/lib/text/file-name";
import { filtersOf } from "@/lib/tickets/schemas";

export const maxDuration = 300;

const download = viewerRoute("export tickets", async (viewer, { request }) => {
  const query = new URL(request.url).searchParams;
  const format = parseInput(exportFormat, query.get("format"));
  const filters = filtersOf(query);
  // An export of now would pass for one of that moment.
  if (query.get("at") && !filters.at)
    throw new AppError("invalid", { text: message("exports.badMoment") });
  const file = await exportTickets(viewer, filters, format);
  return new Response(file.body, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": contentDisposition(file.filename),
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      "x-export-matches": String(file.matches),
    },
  });
});

export async function GET(
  request: Request,
  context: { params: Promise<Record<string, never>> },
): Promise<Response> {
  return redirectNavigation(request, await download(request, context));
}
