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
  return returnedForm(request, fields, {
    status: 401,
    title: t("unsentForm.title"),
    paragraphs: [
      escapeText(t("unsentForm.hint")),
      `<a href="${escapeAttribute(signInAt)}" target="_blank" rel="noopener">${escapeText(
        t("common.signInAgain"),
      )}</a>`,
    ],
  });
}

interface Refusal {
  status: number;
  reason: string;
  /** By field. */
  errors: Readonly<Record<string, string>>;
}

/** Returns a form that was refused, with the reason and its text. Wrong fields can be corrected. */
export async function refusedForm(
  request: Request,
  fields: PlainFields,
  { status, reason, errors }: Refusal,
): Promise<Response> {
  const t = await requestTexts();
  const isSaid = Object.keys(errors).some((name) => fields[name] !== undefined);
  return returnedForm(request, fields, {
    status,
    title: t("unsentForm.failedTitle"),
    paragraphs: [...(isSaid ? [] : [reason]), t("unsentForm.failedHint")].map((text) =>
      escapeText(text),
    ),
    errors,
  });
}

interface ReturnedForm {
  status: number;
  title: string;
  /** As HTML. */
  paragraphs: readonly string[];
  errors?: Refusal["errors"];
}

async function returnedForm(
  request: Request,
  fields: PlainFields,
  { status, title: plainTitle, paragraphs, errors = {} }: ReturnedForm,
): Promise<Response> {
  const t = await requestTexts();
  const title = escapeText(plainTitle);
  const { pathname } = new URL(request.url);
  const given = Object.entries(fields).map(([name, value = ""]) => ({ name, value }));
  const typed = given.filter(
    ({ name, value }) => !name.startsWith("@") && !errors[name] && isText(name, value),
  );
  const page = [
    `<!doctype html><html lang="${await requestLanguage()}"><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width">',
    `<meta name="color-scheme" content="light dark"><title>${title}</title>`,
    `<main><h1>${title}</h1>`,
    ...paragraphs.map((html) => `<p>${html}</p>`),
    `<form method="post" action="${escapeAttribute(pathname)}">`,
    ...given.map(({ name, value }) => field(name, value, errors[name])),
    `<button>${escapeText(t("unsentForm.sendAgain"))}</button></form>`,
    ...typed.map(({ value }) => `<p dir="auto">${escapeText(value).replace(/\r?\n/g, "<br>")}</p>`),
    "</main>",
  ];
  const headers = { ...PRIVATE_HEADERS, "content-type": "text/html; charset=utf-8" };
  return new Response(page.join("\n"), { status, headers });
}

function field(name: string, value: string, error?: string): string {
  const named = `name="${escapeAttribute(name)}"`;
  if (!error) return `<input type="hidden" ${named} value="${escapeAttribute(value)}">`;
  // HTML leaves out the first line break.
  const box = `<textarea ${named} rows="2" cols="40">\n${escapeText(value)}</textarea>`;
  return `<p><label>${escapeText(error)}<br>${box}</label></p>`;
}

/** Providers' fields can hold texts as well; their other values are ids. */
const isText = (name: string, value: string): boolean =>
  TEXT_FIELDS.has(name) || /\s/.test(value.trim());

const TEXT_FIELDS = new Set(["body", "message", "subject"]);
