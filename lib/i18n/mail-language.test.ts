import { expect, it } from "vitest";

import { inMailLanguage, mailLanguageOf } from "./mail-language";

const token = "kX3v_9aZ-".repeat(5).slice(0, 43);
const link = `https://portal.example/invite/${token}`;

it("a mail's link carries its language to the page that it opens", () => {
  const opened = inMailLanguage(link, "sv");
  expect(opened).toBe(`${link}?lang=sv`);
  expect(mailLanguageOf(new URL(opened))).toBe("sv");
});

it("no other page of a mail gets a language", () => {
  const page = "https://portal.example/settings/security?x=1#sessions";
  expect(inMailLanguage(page, "sv")).toBe(page);
  expect(mailLanguageOf(new URL("https://portal.example/login?lang=sv"))).toBeUndefined();
});

it.each(["", "de", "sv<script>"])("the language “%s” of an address is none", (lang) =>
  expect(mailLanguageOf(new URL(`${link}?lang=${encodeURIComponent(lang)}`))).toBeUndefined(),
);
