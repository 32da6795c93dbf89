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

it("has its texts in every language", () => {
  for (const [language, catalog] of Object.entries({ en, sv })) {
    const ofPage = texts[language as keyof typeof texts];
    expect(catalog.problemPage).toMatchObject(ofPage.problemPage);
    expect(catalog.common).toMatchObject(ofPage.common);
  }
});
