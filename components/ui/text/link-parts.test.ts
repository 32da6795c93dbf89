import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyText, anyWebAddress } from "@/tests/helpers/any-text";

import { linkParts } from "./link-parts";

const links = (text: string) => linkParts(text).flatMap((part) => (part.href ? [part.href] : []));

describe("links in plain text", () => {
  it("are web and e-mail addresses", () => {
    expect(
      links("See https://status.example/incident?id=1, or www.example.com; ask jane@example.com."),
    ).toEqual([
      "https://status.example/incident?id=1",
      "https://www.example.com",
      "mailto:jane@example.com",
    ]);
  });

  it("are never scripts or data, and markup stays text", () => {
    expect(links("javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd")).toEqual([]);
    expect(linkParts("<b>bold</b>")).toEqual([{ text: "<b>bold</b>", href: null }]);
  });

  it.each([
    "unpack backup.zip, run deploy.sh, read README.md, main.py",
    "example.com and status.hostup.se without a scheme",
    "/etc/php-fpm.d/www.conf, restart php-fpm@8.2.service and user@1000.service",
    "logo@2x.png, react@19.3.1, left-pad@1.3.0.tgz",
    "ssh://git@example.com/x postgres://u:secret@db.example.com/main",
    "git@git.example.com:team/project.git",
    "www. www.x https:// http://. user@host @jane a@b",
  ])("are not guessed: %s", (text) => expect(links(text)).toEqual([]));

  it.each([
    ["https://example.com/docs。谢谢", "https://example.com/docs"],
    ["见https://example.com/docs，谢谢", "https://example.com/docs"],
    ["（https://example.com/docs）", "https://example.com/docs"],
    ["「https://example.com/a」", "https://example.com/a"],
    ["https://example.com/a、https", "https://example.com/a"],
    ["https://example.com/a！", "https://example.com/a"],
    ["https://example.com/a｡", "https://example.com/a"],
    ["«https://example.com/q»", "https://example.com/q"],
    ["“https://example.com/q”", "https://example.com/q"],
    ["‘https://example.com/q’", "https://example.com/q"],
    ["'https://example.com/q', and", "https://example.com/q"],
    ["<https://example.com/q>", "https://example.com/q"],
    ["<a href='https://example.com/q'>here</a>", "https://example.com/q"],
    ["`https://example.com/q`", "https://example.com/q"],
    ["(see https://example.com/q).", "https://example.com/q"],
    ["[here](https://example.com/q)", "https://example.com/q"],
    ["[https://example.com/q],", "https://example.com/q"],
    ["**https://example.com/q**", "https://example.com/q"],
    ["**https://example.com/q**bold", "https://example.com/q"],
    ["_https://example.com/q_", "https://example.com/q"],
    ["~~https://example.com/q~~", "https://example.com/q"],
    ["https://example.com/q...", "https://example.com/q"],
    ["https://example.com/q…", "https://example.com/q"],
    ["https://example.com/q?!", "https://example.com/q"],
    ["https://example.com/q—then", "https://example.com/q"],
    ["https://example.com/q؟", "https://example.com/q"],
    ["https://example.com/q\u200b", "https://example.com/q"],
    ["&lt;https://example.com/q&gt;", "https://example.com/q"],
    ["| https://example.com/q|", "https://example.com/q"],
    ["https://example.com/?a=1&amp;b=2.", "https://example.com/?a=1&amp;b=2"],
  ])("end before what closes them: %s", (text, href) => expect(links(text)).toEqual([href]));

  it.each([
    "https://en.wikipedia.org/wiki/Mercury_(planet)",
    "https://en.wikipedia.org/wiki/A_(b_(c))_d",
    "https://ja.wikipedia.org/wiki/ジョン・レノン",
    "https://räksmörgås.se:8443/smör?gås=1#å",
    "https://例え.jp/あ",
    "https://xn--rksmrgs-5wao1o.se/",
    "http://localhost:3000/a/b?c[]=d#e",
    "http://10.0.0.1:8080/",
    "https://[2001:db8::1]:8443/x",
    "https://web.archive.org/web/2020/https://example.com/",
    "https://example.com/a,b;c'd~e_f*g",
    "HTTPS://EXAMPLE.COM/X",
  ])("stay whole: %s", (text) => {
    expect(links(text)).toEqual([text]);
    expect(links(`See (${text}), please.`)).toEqual([text]);
  });

  it("are e-mail addresses as a whole", () => {
    expect(links("git@ssh.de-2.upsun.example")).toEqual(["mailto:git@ssh.de-2.upsun.example"]);
    expect(links("<anna@x.example>,bob+tag@mail.y.example. Or: kundtjänst@räksmörgås.se:")).toEqual(
      ["mailto:anna@x.example", "mailto:bob+tag@mail.y.example", "mailto:kundtjänst@räksmörgås.se"],
    );
    expect(linkParts("mailto:jane@example.com")).toEqual([
      { text: "mailto:jane@example.com", href: "mailto:jane@example.com" },
    ]);
  });

  it("are found separately with only a mark between them", () => {
    expect(links("https://a.example/x,https://b.example/y、www.c.example")).toEqual([
      "https://a.example/x",
      "https://b.example/y",
      "https://www.c.example",
    ]);
  });

  it("are found quickly in hostile text", () => {
    const started = performance.now();
    for (const piece of [
      "http://a)",
      "www.a",
      "a@",
      "a@b.",
      "https://",
      "(",
      "a-",
      "http://a.b/(",
      "x://",
      "1@2x.",
      "mailto:",
    ])
      linkParts(piece.repeat(200_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("lose nothing of the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText(), anyWebAddress(), fc.emailAddress(), fc.constant("\n")), {
          maxLength: 4,
        }),
        (pieces) => {
          const text = pieces.join(" ");
          expect(
            linkParts(text)
              .map((part) => part.text)
              .join(""),
          ).toBe(text);
        },
      ),
    );
  });

  it("lead to http, https or mailto only, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), anyWebAddress()), (text) => {
        for (const href of links(text)) expect(href).toMatch(/^(https?:\/\/|mailto:)/i);
      }),
    );
  });
});
