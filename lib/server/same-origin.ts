interface Asked {
  method: string;
  headers: Pick<Headers, "get">;
}

function originOf(url: string | null | undefined): string | null {
  return url && URL.canParse(url) ? new URL(url).origin : null;
}

/** Returns the first value of a header that proxies extend. */
function firstOf(headers: Asked["headers"], name: string): string | undefined {
  return headers.get(name)?.split(",", 1)[0]?.trim() || undefined;
}

/**
 * True for requests of our own pages. A write must prove it by `Sec-Fetch-Site` or a matching
 * `Origin`, and neither may contradict; a read only must not come from another site. Pages cannot
 * set these headers.
 */
export function isSameOrigin({ method, headers }: Asked, portalUrl: string | undefined): boolean {
  const site = headers.get("sec-fetch-site");
  if (method === "GET" || method === "HEAD")
    return site === null || site === "same-origin" || site === "none";
  if (site !== null && site !== "same-origin") return false;
  const given = headers.get("origin");
  if (given === null) return site === "same-origin";
  const portal = originOf(portalUrl);
  const scheme = firstOf(headers, "x-forwarded-proto") ?? portal?.split(":", 1)[0] ?? "https";
  const host = firstOf(headers, "x-forwarded-host") ?? headers.get("host");
  const origin = originOf(given);
  return origin !== null && (origin === portal || origin === originOf(`${scheme}://${host}`));
}
