function hostOf(url: string | null | undefined): string | null {
  return url && URL.canParse(url) ? new URL(url).host : null;
}

/**
 * Whether a request comes from a page of ours. A change must say so (`Sec-Fetch-Site: same-origin`, or an `Origin` on our own
 * host), and may say nothing against it; a read only must not come from another site. No browser lets a page set these headers,
 * nor the forwarded host without asking first.
 */
export function isOwnRequest(request: Request, portalUrl: string | undefined): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (request.method === "GET" || request.method === "HEAD") return site === null || site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  if (site !== null && site !== "same-origin") return false;
  if (origin === null) return site === "same-origin";
  const [forwarded] = (request.headers.get("x-forwarded-host") ?? "").split(",", 1);
  const own = new Set([hostOf(portalUrl), forwarded?.trim() || request.headers.get("host")]);
  const host = hostOf(origin);
  return host !== null && own.has(host);
}
