import { escapeAttribute, escapeText } from "entities";

import { requestLanguage, requestTexts } from "@/lib/server/request-texts";

const PRIVATE = { "cache-control": "private, no-store", "referrer-policy": "no-referrer" };

/** Keeps browsers from caching the response and from sending a referrer. */
export function openHere(location: string, cookies: readonly string[] = []): Response {
  return withCookies(
    new Response(null, { status: 303, headers: { ...PRIVATE, location } }),
    cookies,
  );
}

/**
 * Opens another site by a page of its own: the portal's policy (`form-action 'self'`) forbids that a
 * form is redirected elsewhere.
 */
export async function openElsewhere(
  url: string,
  name: string,
  cookies: readonly string[],
): Promise<Response> {
  const t = await requestTexts();
  const label = escapeText(t("identities.continue", { issuer: name }));
  const link = `<a href="${escapeAttribute(url)}">${label}</a>`;
  const page = `<!doctype html><html lang="${await requestLanguage()}"><title>${label}</title>${link}`;
  const headers = {
    ...PRIVATE,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    refresh: `0; url=${url}`,
  };
  return withCookies(new Response(page, { headers }), cookies);
}

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}
