import { env } from "../env";
import { AppError } from "../errors";
import { message } from "../i18n/message";

interface RequestFacts {
  method: string;
  headers: Pick<Headers, "get">;
}

function originOf(url: string | null | undefined): string | null {
  return url && URL.canParse(url) ? new URL(url).origin : null;
}

function firstValue(headers: RequestFacts["headers"], name: string): string | undefined {
  return headers.get(name)?.split(",", 1)[0]?.trim() || undefined;
}

/** A write must prove its origin by `Sec-Fetch-Site` or `Origin`; a read must not be cross-site. */
export function isSameOrigin(
  { method, headers }: RequestFacts,
  portalUrl: string | undefined,
): boolean {
  const site = headers.get("sec-fetch-site");
  if (method === "GET" || method === "HEAD")
    return site === null || site === "same-origin" || site === "none";
  if (site !== null && site !== "same-origin") return false;
  const originHeader = headers.get("origin");
  // Pages with a secret in their path name no origin in their forms ("null").
  if (originHeader === null || originHeader === "null") return site === "same-origin";
  const portal = originOf(portalUrl);
  const scheme = firstValue(headers, "x-forwarded-proto") ?? portal?.split(":", 1)[0] ?? "https";
  const host = firstValue(headers, "x-forwarded-host") ?? headers.get("host");
  const origin = originOf(originHeader);
  return origin !== null && (origin === portal || origin === originOf(`${scheme}://${host}`));
}

/** Throws `forbidden` for a request of another site: see `isSameOrigin`. */
export function assertSameOrigin(request: RequestFacts): void {
  if (!isSameOrigin(request, env().NEXTAUTH_URL))
    throw new AppError("forbidden", { text: message("errors.foreignOrigin") });
}
