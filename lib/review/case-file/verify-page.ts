import { hash } from "node:crypto";

import { INTL_LOCALES, type Language } from "../../i18n/languages";
import type { Translate } from "../../i18n/message";
import { escapeHtml } from "./escape-html";
import scripts from "./verifier/scripts.json";
import { verifyTexts } from "./verify-texts";

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
label { display: block; margin-top: 1.25rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; margin-top: 0.25rem; padding: 0.5rem; font: inherit; }
small { display: block; font-weight: 400; }
#status { margin-top: 1.5rem; padding: 0.75rem 1rem; border: 2px solid; border-radius: 0.5rem; }
#status:empty { display: none; }
#status.good { border-color: #15803d; }
#status.bad { border-color: #dc2626; }
`;

const sourceOf = (text: string) => `'sha256-${hash("sha256", text, "base64")}'`;

/** A page that is opened as a file: it loads nothing and sends nothing. */
export function verifyPage(t: Translate, language: Language, numbers: readonly string[]): string {
  const script = `(() => {\n"use strict";\n${scripts.verifier}\n${scripts.page}\n})();\n`;
  const policy = [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(STYLE)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const title = escapeHtml(
    t("caseFile.verifyTitle", { count: numbers.length, number: numbers.join(", ") }),
  );
  return `<!doctype html>
<html lang="${INTL_LOCALES[language]}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
<h1>${title}</h1>
<p>${escapeHtml(t("caseFile.verifyIntro"))}</p>
<label>${escapeHtml(t("caseFile.files"))} <small>${escapeHtml(t(numbers.length > 1 ? "caseFile.archiveHint" : "caseFile.filesHint"))}</small>
<input id="files" type="file" multiple></label>
<label>${escapeHtml(t("caseFile.root"))} <small>${escapeHtml(t("caseFile.rootHint"))}</small>
<input id="root" type="text" autocomplete="off" spellcheck="false"></label>
<p id="status" role="status"></p>
<ul id="findings"></ul>
<script type="application/json" id="texts">${toScriptJson(verifyTexts(t))}</script>
<script>${script}</script>
</html>
`;
}

/** Cannot end the element that holds it. */
const toScriptJson = (value: object) => JSON.stringify(value).replaceAll("<", "\\u003c");
