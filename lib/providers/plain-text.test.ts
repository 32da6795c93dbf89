import { describe, expect, it } from "vitest";

import { plainText } from "./plain-text";

describe("plain text of HTML", () => {
  it.each([
    [
      "Web hosting.<br>Mail, <b>PHP</b> &amp; databases.<br/>",
      "Web hosting. Mail, PHP & databases.",
    ],
    ["<p>One</p><p>Two</p>", "One Two"],
    ["a < b and c > d", "a < b and c > d"],
    ["<script>alert(1)</script>after", "after"],
    ["<script>never closed", ""],
    ["&lt;b&gt;text that was escaped&lt;/b&gt;", "<b>text that was escaped</b>"],
    ["&amp;lt;script&amp;gt;", "&lt;script&gt;"],
    ["&#229;&#xE4;&ouml; &#0;&#xD800;", "åäö \ufffd\ufffd"],
    ["line\r\n\tone\u0000\u202etwo\u200b", "line one two"],
    ["&constructor;", "&constructor;"],
    ["half \ud83d a pair \ude92, a whole \u{1f692}", "half a pair , a whole 🚒"],
    ["a<!-- comment -->b<!-- never closed", "a b<!-- never closed"],
  ])("%j", (html, text) => expect(plainText(html)).toBe(text));

  it("is cut between whole characters", () =>
    expect(plainText("🚒".repeat(10), 4)).toBe("🚒🚒🚒…"));
});
