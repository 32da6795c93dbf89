import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkParts } from "./link-parts";

const links = (text: string) => linkParts(text).flatMap((part) => (part.href ? [part.href] : []));

describe("links in plain text", () => {
  it("are web and e-mail addresses", () => {
    expect(links("See https://status.example/incident?id=1, or www.example.com; ask jane@example.com.")).toEqual([
      "https://status.example/incident?id=1",
      "https://www.example.com",
      "mailto:jane@example.com",
    ]);
  });

  it("are never scripts or data, and markup stays text", () => {
    expect(links("javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd")).toEqual([]);
    expect(linkParts("<b>bold</b>")).toEqual([{ text: "<b>bold</b>", href: null }]);
  });

  it("lose nothing of the text", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.emailAddress(), fc.constant("\n")), { maxLength: 8 }), (pieces) => {
        const text = pieces.join(" ");
        expect(linkParts(text).map((part) => part.text).join("")).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it("lead to http, https or mailto only, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const href of links(text)) expect(href).toMatch(/^(https?:\/\/|mailto:)/i);
      }),
      { numRuns: 40 },
    );
  });
});
