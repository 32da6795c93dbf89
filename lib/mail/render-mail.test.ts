import { describe, expect, it } from "vitest";

import { markForeign } from "../i18n/foreign-words";
import type { MailBody } from "./mail-body";
import { renderMail } from "./render-mail";

const body: MailBody = {
  language: "sv",
  subject: "Din kod",
  paragraphs: ['Hej <b>Ann</b> & "Bo"', "Andra stycket"],
  code: "123456",
  after: ["Gäller en timme"],
  button: { label: "Öppna", url: "https://portal.example/link/a?b=1&c='" },
  reason: "Du får detta för att du loggade in.",
};

describe("renderMail", () => {
  it("escapes everything in the HTML part", () => {
    const { html } = renderMail({
      ...body,
      reason: "<img src=x onerror=alert(1)>",
      subject: "</title><script>",
    });
    expect(html).toContain("Hej &lt;b&gt;Ann&lt;/b&gt; &amp; &quot;Bo&quot;");
    expect(html).toContain('href="https://portal.example/link/a?b=1&amp;c=&#39;"');
    expect(html).not.toMatch(/<(script|img|b)\b/);
  });

  it("says its language, follows the reader's theme and loads nothing", () => {
    const { html } = renderMail(body);
    expect(html).toContain('<html lang="sv">');
    expect(html).toContain('name="color-scheme" content="light dark"');
    expect(html).not.toMatch(/\bsrc=|url\(|@import|<link/);
  });

  it("has all of it in the text part, with the button's address", () => {
    expect(renderMail(body).text).toBe(
      [
        'Hej <b>Ann</b> & "Bo"',
        "Andra stycket",
        "123456",
        "Öppna:\nhttps://portal.example/link/a?b=1&c='",
        "Gäller en timme",
        "-- \nDu får detta för att du loggade in.",
      ].join("\n\n"),
    );
  });

  it("marks the words of others in the HTML part alone", () => {
    const words = `Hej ${markForeign("<Ann>")}`;
    const mail = renderMail({ ...body, subject: words, paragraphs: [words] });
    expect(mail.html).toContain('<p>Hej <bdi lang="">&lt;Ann&gt;</bdi></p>');
    expect(mail.subject).toBe("Hej <Ann>");
    expect(mail.text).toMatch(/^Hej <Ann>\n/);
  });

  it("puts the code before the button, and the explanation after it", () => {
    const { html } = renderMail(body);
    const places = ["Andra stycket", "123456", ">Öppna<", "Gäller en timme", "Du får detta"];
    const found = places.map((one) => html.indexOf(one));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it("renders an email stored before there was text below the button", () => {
    const { after, ...older } = body;
    expect(renderMail(older).html).not.toContain(after?.[0]);
  });

  it("keeps the subject on one line of a sensible length", () => {
    const { subject } = renderMail({
      ...body,
      subject: `A\r\nBcc: x@y.z\u2028${"long ".repeat(99)}`,
    });
    expect(subject).toMatch(/^A Bcc: x@y\.z long/);
    expect(subject).not.toMatch(/[\r\n\u2028]/);
    expect(subject.length).toBeLessThanOrEqual(201);
  });
});
