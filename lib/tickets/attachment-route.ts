import type { Failure } from "../result";
import { viewerRoute } from "../server/viewer-route";
import { contentDisposition } from "./content-disposition";
import { downloadAttachment } from "./detail/download-attachment";

interface OfAttachment {
  id: string;
}

/** The bytes of an attachment, always as a download: what a provider sends is data, never a page of ours. */
const download = viewerRoute<OfAttachment>("attachment download", async (viewer, { params }) => {
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

/**
 * Downloads an attachment. Pages ask by script and say themselves what went wrong; a browser that
 * follows the link by itself is sent back to the ticket, which says it, or to sign in first.
 */
export async function attachmentRoute(
  request: Request,
  context: { params: Promise<OfAttachment> },
): Promise<Response> {
  const answer = await download(request, context);
  if (answer.ok || !isNavigation(request.headers)) return answer;
  const { code, message } = (await answer.json()) as Failure;
  const ticket = ticketPath(request);
  const to =
    code === "unauthenticated"
      ? `/login?next=${encodeURIComponent(ticket ?? "/tickets")}`
      : ticket && `${ticket}?download=${code}`;
  const headers = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };
  if (to) return new Response(null, { status: 303, headers: { ...headers, location: to } });
  const asText = { ...headers, "content-type": "text/plain; charset=utf-8" };
  return new Response(message, { status: answer.status, headers: asText });
}

function isNavigation(headers: Headers): boolean {
  const mode = headers.get("sec-fetch-mode");
  if (mode !== null) return mode === "navigate";
  return (headers.get("accept") ?? "").includes("text/html");
}

/** Returns the address of the ticket page on which the link was, as far as the browser tells. */
function ticketPath(request: Request): string | null {
  const referer = request.headers.get("referer");
  if (!referer || !URL.canParse(referer)) return null;
  const { pathname, host } = new URL(referer);
  const isOurs = host === request.headers.get("host") || host === new URL(request.url).host;
  return isOurs && /^\/(?:staff\/)?tickets\/[\w-]+$/.test(pathname) ? pathname : null;
}
