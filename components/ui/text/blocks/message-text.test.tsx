import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { withTexts } from "@/tests/helpers/texts";

import { CopyCodeButton } from "./copy-code-button";
import { MessageText } from "./message-text";

const drawn = (text: string, language: "en" | "sv" = "en") =>
  renderToStaticMarkup(withTexts(<MessageText text={text} />, language));
const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join("\n");

describe("the text of a message", () => {
  it("shows code without its fences, left to right, with links", () => {
    const html = drawn("See:\n\n```\ncurl https://a.example/x\n```\n");
    expect(html).toMatch(/<pre [^>]*dir="ltr"[^>]*>curl <a href="https:\/\/a\.example\/x"/);
    expect(html).not.toContain("```");
  });

  it("has a button that copies code, whose name says when it was pressed", () => {
    const html = renderToStaticMarkup(<CopyCodeButton label="Copy" copied="Copied" />);
    expect(html).toContain('<span aria-live="polite" class="sr-only">Copy</span>');
  });

  it("folds a quote of more than three lines", () => {
    expect(drawn("Yes.\n> One\n> Two")).toMatch(/<blockquote.*One\nTwo/);
    expect(drawn("Yes.\n> One\n> Two")).not.toContain("<details");
    expect(drawn(`Yes.\n${lines(4, "> One")}`, "sv")).toMatch(/<details.*Citerad text.*One/s);
  });

  it.each([
    [lines(30, "Words"), null],
    [lines(82, "Words"), "Show all 82 lines"],
    [lines(9, "Words of a long paragraph. ".repeat(12)), "Show the whole message"],
    [`Log:\n\n${lines(82, "2026-11-27T02:11:04Z GET /cart 502")}`, "Show all 82 lines"],
  ])("folds what is long, code by itself", (text, label) => {
    const html = drawn(text);
    expect(html.match(/<summary/g)?.length ?? 0).toBe(label ? 1 : 0);
    if (label) expect(html).toContain(label);
  });

  it("does not count what is folded already", () => {
    const log = lines(82, "2026-11-27T02:11:04Z GET /cart 502");
    expect(drawn(`Words\n\n${log}\n\nMore words`).match(/<summary/g)).toHaveLength(1);
  });
});
