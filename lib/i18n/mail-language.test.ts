import { expect, it } from "vitest";

import { inMailLanguage, mailLanguageOf } from "./mail-language";

const token = "kX3v_9aZ-".repeat(5).slice(0, 43);
const link = `https://portal.example/invite/${token}`;

it("a link in an email carries the email's language to its page", () => {
  const opened = inMailLanguage(link, "sv");
  expect(opened).toBe(`${link}?lang=sv`);
  expect(mailLanguageOf(new URL(opened))).toBe("sv");
});

it("other addresses in an email carry no language", () => {
  const page = "https://portal.example/settings/security?x=1#sessions";
  expect(inMailLanguage(page, "sv")).toBe(page);
  expect(mailLanguageOf(new URL("https://portal.example/login?lang=sv"))).toBeUndefined();
});

it.each(["", "de", "sv<script>"])("an address with the unknown language “%s” is ignored", (lang) =>
  expect(mailLanguageOf(new URL(`${link}?lang=${encodeURIComponent(lang)}`))).toBeUndefined(),
);
