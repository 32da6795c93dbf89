import { readFile } from "node:fs/promises";

import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";

import en from "../messages/en.json";
import texts from "../messages/error-page.json";
import sv from "../messages/sv.json";
import GlobalError from "./global-error";

it("shows a complete page without the layout's texts", () => {
  const error = Object.assign(new Error("broken"), { digest: "12345" });
  const html = renderToStaticMarkup(<GlobalError error={error} retry={vi.fn()} />);
  expect(html).toContain('<html lang="en">');
  expect(html).toContain("12345");
  // Looks like the product's other pages, and leads home.
  expect(html).toMatch(/<header.*<a [^>]*href="\/".*Ticketbridge.*<\/header>/);
  for (const text of [en.problemPage.error, en.problemPage.errorHint, en.common.tryAgain])
    expect(html).toContain(text);
  expect(html).not.toMatch(/problemPage\.|common\./);
});

it("has a sheet for browsers without scripts, whose document is empty", async () => {
  for (const [language, { problemPage }] of Object.entries(texts)) {
    const sheet = await readFile(`public/error-${language}.css`, "utf8");
    expect(sheet).toContain(`content: "${problemPage.error}"`);
    expect(sheet).toContain(`content: "${problemPage.errorHint} `);
  }
});

it("has its texts in every language", () => {
  for (const [language, catalog] of Object.entries({ en, sv })) {
    const ofPage = texts[language as keyof typeof texts];
    expect(catalog.problemPage).toMatchObject(ofPage.problemPage);
    expect(catalog.common).toMatchObject(ofPage.common);
  }
});
