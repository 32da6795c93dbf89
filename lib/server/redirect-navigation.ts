import type { Failure } from "../result";

const HEADERS = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** Redirects a browser's failed download to the ticket or sign-in page; scripts get the error. */
export async function redirectNavigation(request: Request, response: Response): Promise<Response> {
  if (response.ok || !isNavigation(request.headers)) return response;
  const { code, message, words } = (await response.json()) as Failure;
  const ticket = ticketPath(request);
  const location =
    code === "unauthenticated"
      ? `/login?next=${encodeURIComponent(ticket ?? "/tickets")}`
      : ticket && `${ticket}?download=${code}`;
  if (location) return new Response(null, { status: 303, headers: { ...HEADERS, location } });
  const asText = { ...HEADERS, "content-type": "text/plain; charset=utf-8" };
  return new Response([message, words].filter(Boolean).join(" "), {
    status: response.status,
    headers: asText,
  });
}

function isNavigation(headers: Headers): boolean {
  const mode = headers.get("sec-fetch-mode");
  if (mode !== null) return mode === "navigate";
  return (headers.get("accept") ?? "").includes("text/html");
}

function ticketPath(request: Request): string | null {
  const referer = request.headers.get("referer");
  if (!referer || !URL.canParse(referer)) return null;
  const { pathname, host } = new URL(referer);
  const isOurs = host === request.headers.get("host") || host === new URL(request.url).host;
  return isOurs && /^\/(?:staff\/)?tickets\/[\w-]+$/.test(pathname) ? pathname : null;
}
