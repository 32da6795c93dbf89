import { expect, test } from "@playwright/test";

import { markForeign } from "../../lib/i18n/foreign-words";
import type { MailBody } from "../../lib/mail/mail-body";
import { renderMail } from "../../lib/mail/render-mail";

const LONG_WORD = "Donaudampfschifffahrt".repeat(15);
const LOG = `2026-11-27T02:03:04.567Z web-1 nginx[1]: ${"GET /a=1&".repeat(30)} 502\n\tat ${LONG_WORD}`;
const RIGHT_TO_LEFT = `الموقع لا يعمل ${LONG_WORD}`;
const URL = `https://portal.example/tickets/01#message-${"x".repeat(200)}`;
const words = markForeign(`${LONG_WORD} ${RIGHT_TO_LEFT}`);
const topic = { organizationId: "o", ticketId: "t" };

/** Every part that a mail can have, with text that doesn't wrap by itself. */
const EVERYTHING: MailBody = {
  language: "sv",
  subject: words,
  paragraphs: [words, URL],
  quotes: [
    { heading: words, text: LOG },
    { heading: "A", text: RIGHT_TO_LEFT },
  ],
  sections: [{ ...topic, heading: words, url: URL, lines: [words, URL] }],
  code: "123 456",
  button: { label: words, url: URL },
  after: [words],
  stop: { label: words, url: URL },
  reason: words,
};

test("every part of a mail fits a phone and a reading pane, in both themes @once", async ({
  page,
}) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setContent(renderMail(EVERYTHING).html);
    const colors = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor];
    });
    expect(colors[0]).not.toBe(colors[1]);
    for (const width of [320, 360, 600]) {
      await page.setViewportSize({ width, height: 740 });
      const wider = await page.evaluate(() =>
        [...document.querySelectorAll("html, body, body *")].flatMap(
          ({ tagName, scrollWidth, clientWidth }) =>
            clientWidth > 0 && scrollWidth > clientWidth
              ? [`${tagName}: ${scrollWidth} of ${clientWidth}`]
              : [],
        ),
      );
      expect(wider, `at ${width} px`).toEqual([]);
    }
  }
});
