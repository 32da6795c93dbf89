import "server-only";

import { escapeAttribute, escapeText } from "entities";
import type { Route } from "next";

import type { PlainFields } from "../forms/plain-form";
import { PRIVATE_HEADERS } from "./json-answer";
import { requestLanguage, requestTexts } from "./request-texts";

/**
 * Returns a form whose sender is not signed in, to be sent again after signing in in another tab.
 * Stores nothing; the route checks the viewer then. The API's policy forbids styles.
 */
export async function unsentForm(
  request: Request,
  fields: PlainFields,
  signInAt: Route,
): Promise<Response> {
  const t = await requestTexts();
  const title = escapeText(t("unsentForm.title"));
  const { pathname } = new URL(request.url);
  const given = Object.entries(fields).map(([name, value = ""]) => ({ name, value }));
  const typed = given.filter(({ name, value }) => !name.startsWith("@") && / /.test(value.trim()));
  const page = [
    `<!doctype html><html lang="${await requestLanguage()}"><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width">',
    `<meta name="color-scheme" content="light dark"><title>${title}</title>`,
    `<main><h1>${title}</h1><p>${escapeText(t("unsentForm.hint"))}</p>`,
    `<p><a href="${escapeAttribute(signInAt)}" target="_blank" rel="noopener">`,
    `${escapeText(t("common.signInAgain"))}</a></p>`,
    `<form method="post" action="${escapeAttribute(pathname)}">`,
    ...given.map(
      ({ name, value }) =>
        `<input type="hidden" name="${escapeAttribute(name)}" value="${escapeAttribute(value)}">`,
    ),
    `<button>${escapeText(t("unsentForm.sendAgain"))}</button></form>`,
    ...typed.map(({ value }) => `<p dir="auto">${escapeText(value).replace(/\r?\n/g, "<br>")}</p>`),
    "</main>",
  ];
  const headers = { ...PRIVATE_HEADERS, "content-type": "text/html; charset=utf-8" };
  return new Response(page.join("\n"), { status: 401, headers });
}
