import "server-only";

import { escapeAttribute, escapeText } from "entities";
import type { Route } from "next";

import type { PlainFields } from "../forms/plain-form";
import { PRIVATE_HEADERS } from "./json-answer";
import { requestLanguage, requestTexts } from "./request-texts";

const STYLE = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
button { font: inherit; padding: 0.5rem 1rem }`;

/**
 * Returns a form whose session has ended, to be sent again after signing in in another tab. Stores
 * nothing; the route checks the viewer when the form is sent again.
 */
export async function unsentForm(
  request: Request,
  fields: PlainFields,
  signInAt: Route,
): Promise<Response> {
  const t = await requestTexts();
  const title = escapeText(t("unsentForm.title"));
  const { pathname } = new URL(request.url);
  const nonce = /'nonce-([^']+)'/.exec(request.headers.get("content-security-policy") ?? "")?.[1];
  const given = Object.entries(fields).map(([name, value = ""]) => ({ name, value }));
  const typed = given.filter(({ name, value }) => !name.startsWith("@") && value.trim() !== "");
  const page = [
    `<!doctype html><html lang="${await requestLanguage()}"><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${title}</title><style nonce="${escapeAttribute(nonce ?? "")}">${STYLE}</style>`,
    `<main><h1>${title}</h1><p>${escapeText(t("unsentForm.hint"))}</p>`,
    `<p><a href="${escapeAttribute(signInAt)}" target="_blank" rel="noopener">`,
    `${escapeText(t("common.signInAgain"))}</a></p>`,
    `<form method="post" action="${escapeAttribute(pathname)}">`,
    ...given.map(
      ({ name, value }) =>
        `<input type="hidden" name="${escapeAttribute(name)}" value="${escapeAttribute(value)}">`,
    ),
    `<button>${escapeText(t("unsentForm.sendAgain"))}</button></form>`,
    ...typed.map(({ value }) => `<pre dir="auto">${escapeText(value)}</pre>`),
    "</main>",
  ];
  const headers = { ...PRIVATE_HEADERS, "content-type": "text/html; charset=utf-8" };
  return new Response(page.join("\n"), { status: 401, headers });
}
