import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyText } from "@/tests/helpers/any-text";

import { messageBlocks } from "./message-blocks";

const kinds = (text: string) => messageBlocks(text).map(({ kind }) => kind);
const codeOf = (text: string) =>
  messageBlocks(text)
    .filter(({ kind }) => kind === "code")
    .map((block) => block.text.trimEnd());

const CODE: ReadonlyArray<readonly [what: string, code: string]> = [
  ["a fence", "```sql\nSELECT 1\n\nplain words\n```"],
  ["a session", "$ ls -l\ntotal 0\nsome words of the answer"],
  ["a root's session", "root@web1:~# df -h /\n/dev/vda1 79G 79G 0 100% /"],
  ["a session of PowerShell", "PS C:\\Users\\anna> Get-Service w3svc\nStatus Name"],
  ["a database's session", "mysql> SHOW BINARY LOGS;\nEmpty set"],
  ["a kernel's log", "[   4.112021] EXT4-fs: recovery complete\n[   4.480] EXT4-fs: mounted"],
  ["a log", "2026-11-27T02:11:04Z GET /cart 502\n2026-11-27T02:11:05Z GET /cart 502"],
  ["a log of levels", "ERROR: connection refused\nWARN: trying again"],
  ["a system log", "Nov 27 02:11:04 web1 sshd: closed\nNov 27 02:11:05 web1 sshd: closed"],
  ["a log of a web server", '203.0.113.9 - - [27/Nov] "GET /"\n203.0.113.9 - - [27/Nov] "GET /a"'],
  [
    "a trace",
    "java.lang.Error: no\n  at shop.Cart.add(Cart.java:12)\n  at shop.Main.run(Main.java:3)",
  ],
  [
    "a trace of Python",
    'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: no',
  ],
  [
    "processes",
    "  PID TTY      TIME  CMD\n  811 ?    00:01:02  mysqld\n  914 ?    00:00:01  clamscan",
  ],
  ["figures in columns", "p50  410 ms\np95  900 ms"],
  ["a table of Markdown", "| step | who |\n|------|-----|\n| copy | you |"],
  ["a table of psql", " pid | state\n-----+-------\n 311 | idle\n 312 | busy"],
  ["counts", "     12 192.0.2.20:5432\n      3 198.51.100.9:443"],
  ["YAML", "services:\n  cache:\n    type: redis:7.2"],
  ["JSON", '{\n  "mtu": 1450\n}'],
  ["nginx", "server {\n    add_header A b;\n\n    location /api/ {\n        x y;\n    }\n}"],
  ["settings", "pm = dynamic\npm.max_children = 60"],
  ["a unit", "[Service]\nUser=app\nRestart=always"],
  ["SQL", "SELECT count(*) FROM orders WHERE id > 5;"],
  ["a pipe", "ss -tnp | awk '/node/ {print $5}' | sort"],
  ["a command", "journalctl --vacuum-size=500M"],
  ["a line of cron", "*/5 * * * * cd ~/public_html && php wp-cron.php"],
  ["an answer", "HTTP/2 301\nlocation: https://shop.example/"],
  ["a difference", "@@ -1,2 +1,2 @@\n-old\n+new"],
  ["tabs", "\tone\n\ttwo"],
];

const TEXT = [
  "Hej!\n\nVi bytte dokumentrot – och sedan dess – visas fel sida.\nGör så här:\n- töm cachen\n- ladda om",
  "Two questions:\n1. Is it safe?\n2. When?",
  "It costs $ 50 a month.\nOr $ 40.",
  "Well.  That is.  How it is.\nReally.  It is.  So.",
  "Steps:\n  - first do this\n  - then that",
  "Anna Ek | CTO | Northwind",
  "git is slow today, and php too.",
  "Obs: kör inte detta.\nSvar: nej.",
  "[x] production plan, 3 instances\n[ ] load test",
  "```\nnever closed",
  "(a) yes, they are copied,\n(b) yes, one a person.",
  "12:30 is fine.\n13:00 too.",
];

describe("the blocks of a message", () => {
  it.each(CODE)("set %s apart from the words around it", (_what, code) => {
    expect(codeOf(`Hello,\n\nwe see this:\n\n${code}\n\nWhat is it?`)).toEqual([code]);
  });

  it.each(TEXT)("leave %j as it is", (text) => expect(kinds(text)).toEqual(["text"]));

  it.each([
    ["On Thu, Nov 26, 2026 at 10:12 AM Anna <anna@x.example> wrote:\n> It fails.\n> Still."],
    ["Den tors 26 nov. 2026 kl 10:12 skrev Anna Ek <anna@x.example>:\n\n> Det går inte."],
    ["On Thu, Nov 26, 2026 at 10:12 AM Anna Ek\n<anna@x.example> wrote:\n\nIt fails."],
    ["-----Original Message-----\nFrom: Anna\n\nIt fails."],
    ["Från: Anna\nSkickat: den 26 november 2026\nTill: Support\nÄmne: Fel\n\nDet går inte."],
    ["> One line."],
  ])("tell the quote from the answer: %j", (quote) =>
    expect(messageBlocks(`Thanks!\n\n${quote}`).map(({ kind, text }) => [kind, text])).toEqual([
      ["text", "Thanks!\n\n"],
      ["quote", quote],
    ]),
  );

  it("show words below a quote, and a message that is nothing but a quote", () => {
    expect(kinds("> It fails.\n\nNot any more.\n\n> And this?\n\nNeither.")).toEqual([
      "quote",
      "text",
      "quote",
      "text",
    ]);
    expect(kinds("> Forwarded\n> only")).toEqual(["text"]);
  });

  it("quote a colleague's words only below a dated line", () =>
    expect(kinds("This is what Anna skrev:\n\nDet går inte.")).toEqual(["text"]));

  it("lose nothing of the text", () => {
    const lines = fc.constantFrom(...CODE.map(([, code]) => code), ...TEXT, "> quoted", "", " ");
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText(), lines), { maxLength: 6 }), (parts) => {
        const text = parts.join("\n");
        expect(
          messageBlocks(text)
            .map((block) => block.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  it("are found quickly in hostile text", () => {
    const started = performance.now();
    for (const piece of [
      "{\n",
      "a  ",
      "| ",
      "a b;",
      "$ a\n",
      "```\n",
      "> \n",
      "[1",
      "a:\n  ",
      " \n",
    ])
      messageBlocks(piece.repeat(100_000 / piece.length));
    messageBlocks(`On 2026 ${"a wrote ".repeat(10_000)}`);
    messageBlocks(`a | b\n${"-".repeat(100_000)}x`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
