import type { Failure } from "../../result";

const HEADERS = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** Redirects a browser's failed download to its page or to sign-in; scripts get the error. */
export async function redirectNavigation(request: Request, response: Response): Promise<Response> {
  if (response.ok || !isNavigation(request.headers)) return response;
  const { code, message, words } = (await response.json()) as Failure;
  const page = downloadPage(request);
  const location =
    code === "unauthenticated"
      ? `/login?next=${encodeURIComponent(page ?? "/tickets")}`
      : page && `${page}${page.includes("?") ? "&" : "?"}download=${code}`;
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

/** A list keeps its filters; a ticket loses the query of its address. */
const LIST = /^\/staff\/tickets$/;
const TICKET = /^\/(?:staff\/)?tickets\/[\w-]+$/;

function downloadPage(request: Request): string | null {
  const referer = request.headers.get("referer");
  if (!referer || !URL.canParse(referer)) return null;
  const { pathname, host, searchParams } = new URL(referer);
  const isOurs = host === request.headers.get("host") || host === new URL(request.url).host;
  if (!isOurs) return null;
  if (TICKET.test(pathname)) return pathname;
  searchParams.delete("download");
  const search = searchParams.toString();
  return LIST.test(pathname) ? `${pathname}${search && `?${search}`}` : null;
}
