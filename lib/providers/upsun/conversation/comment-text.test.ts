import { describe, expect, it } from "vitest";

import { commentText } from "./comment-text";

describe("a comment that as a whole is markup", () => {
  it.each([
    ["<p>Hello <b>Jane</b>,</p><p>It works &amp; runs.</p>", "Hello Jane,\n\nIt works & runs."],
    ["<div>One<br>Two</div>", "One\nTwo"],
    ["<ul><li>First</li><li>Second</li></ul>", "- First\n- Second"],
    ["<pre>a\n  b</pre>", "a\n  b"],
    [
      '<p>See <a href="https://docs.example/x">the docs</a></p>',
      "See the docs (https://docs.example/x)",
    ],
    ["<p>Hi</p><script>alert(1)</script>", "Hi"],
    ["<!DOCTYPE html><html><body><h1>Title</h1></body></html>", "Title"],
    ["<p>&lt;b&gt; stays</p>", "<b> stays"],
  ])("becomes its text: %s", (body, text) => expect(commentText(body)).toBe(text));
});

describe("a comment that has markup in it", () => {
  it.each([
    "Use <b> for bold",
    "<VirtualHost *:80>\n  ServerName x\n</VirtualHost>",
    "a < b && c > d",
    "<p>is the tag that we see in the page",
    "  Indented\n\n\ttext ",
    "",
  ])("stays as it is: %s", (body) => expect(commentText(body)).toBe(body));
});
