import { parse } from "content-disposition";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyText } from "@/tests/helpers/any-text";

import { visibleName } from "../i18n/visible-name";
import {
  contentDisposition,
  cutName,
  fileKind,
  shownFileName,
  splitName,
  toDownloadFileName,
  toStorableFileName,
  toUniqueFileName,
} from "./file-name";

describe("a name from outside", () => {
  it.each([
    ["a right-to-left override", "invoice\u202egpj.exe", "invoice□gpj.exe"],
    ["isolates", "a\u2066b\u2069.txt", "a□b□.txt"],
    ["zero-width characters", "ht\u200bac\u200ccess\ufeff.txt", "ht□ac□cess□.txt"],
    ["controls and line ends", "a\u0000\r\n.txt", "a□□□.txt"],
    ["fillers and tags", "a\u3164\u{e0041}.txt", "a□□.txt"],
    ["a joiner between Latin letters", "pay\u200dpal.txt", "pay□pal.txt"],
  ])("shows %s", (_what, given, shown) => expect(visibleName(given)).toBe(shown));

  it.each([
    "👩‍💻 setup.png",
    "❤️.png",
    "می‌خواهم.pdf",
    "क्‍ष.txt",
    "1️⃣.txt",
    "Skärmbild – kl. 04.31.png",
    "שלום.docx",
  ])("leaves %s as it is", (name) => expect(visibleName(name)).toBe(name));

  it("has nothing invisible left that could mislead", () => {
    fc.assert(
      fc.property(anyText({ maxLength: 200 }), (name) => {
        expect(visibleName(name)).not.toMatch(
          /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029]/u,
        );
        expect(visibleName(visibleName(name))).toBe(visibleName(name));
      }),
    );
  });
});

describe("a file's name", () => {
  it.each([
    ["a.txt", "a", ".txt"],
    ["archive.tar.gz", "archive.tar", ".gz"],
    [".htaccess", ".htaccess", ""],
    ["README", "README", ""],
    ["ends.", "ends.", ""],
    ["a.this-is-no-extension", "a.this-is-no-extension", ""],
  ])("%s has its ending told from the rest", (name, stem, extension) =>
    expect(splitName(name)).toEqual([stem, extension]),
  );

  it("keeps its ending when it is cut", () => {
    expect(cutName(`${"x".repeat(230)}.pdf`, 200)).toBe(`${"x".repeat(196)}.pdf`);
    expect(cutName("short.pdf", 200)).toBe("short.pdf");
    expect(cutName(`${"y".repeat(250)}`, 200)).toHaveLength(200);
    expect(cutName(`${"a".repeat(8)}👩‍💻.log`, 14)).toBe("aaaaaaaa.log");
    expect(cutName("long words here.txt", 15)).toBe("long words.txt");
  });

  it("is cut to the length, between characters, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 400 }),
        fc.integer({ min: 20, max: 300 }),
        (name, max) => {
          const cut = cutName(name, max);
          expect(cut.length).toBeLessThanOrEqual(max);
          expect(cut.isWellFormed()).toBe(name.isWellFormed());
          if (name.length > max) expect(cut.endsWith(splitName(name)[1])).toBe(true);
        },
      ),
    );
  });

  it("is shown in one line, without a path", () => {
    expect(shownFileName("../../etc/passwd")).toBe("__.._etc_passwd");
    expect(shownFileName("C:\\dump.sql")).toBe("C:_dump.sql");
    expect(shownFileName(null)).toBe("file");
    expect(shownFileName(" \u200b")).toBe("file");
    expect(shownFileName("\ud800.txt")).toBe("\ufffd.txt");
  });
});

describe("a file's icon", () => {
  it.each([
    ["photo.jpg", "image/jpeg", "image"],
    ["photo.JPG", null, "image"],
    ["photo", "image/png", "image"],
    ["invoice\u202egpj.exe", "image/jpeg", "other"],
    ["setup.exe", "text/plain", "other"],
    ["photo.jpg ", "image/jpeg", "image"],
    ["report.pdf", null, "text"],
    ["backup.tar.gz", null, "archive"],
    ["backup.zip", "image/png", "archive"],
    ["README", "text/plain", "text"],
    ["core", null, "other"],
  ])("of %j with the type %j is that of: %s", (name, type, kind) =>
    expect(fileKind(name, type)).toBe(kind),
  );
});

describe("a name to store", () => {
  it.each([
    [
      "stays as it is when nothing is wrong with it",
      "Skärmbild 2026-11-22 kl. 04.31.png",
      "Skärmbild 2026-11-22 kl. 04.31.png",
    ],
    ["keeps emoji", "outage 🔥.log", "outage 🔥.log"],
    ["loses a path", "../../etc/passwd", "passwd"],
    ["loses a Windows path", "C:\\fakepath\\dump.sql", "dump.sql"],
    ["loses a path of nothing", "///", "file"],
    ["has one line", "a.txt\r\nSet-Cookie x", "a.txt Set-Cookie x"],
    ["loses NUL", "a\u0000.txt", "a.txt"],
    ["loses zero-width characters", "ht\u200bac\u200dcess\ufeff.txt", "htaccess.txt"],
    ["loses direction marks", "invoice\u202egnp.exe", "invoicegnp.exe"],
    ["loses Hangul fillers and variation selectors", "a\u3164\u115fb\ufe0f.txt", "ab.txt"],
    ["is no hidden file, not even behind a zero-width character", "\u200b.htaccess", "_htaccess"],
    ["has no dots and blanks at its end", "a.txt. . ", "a.txt"],
    ["is no Windows device", "CON.txt", "_CON.txt"],
    ["is no Windows device without an extension", "nul", "_nul"],
    ["has no characters that Windows refuses", 'a<b>:"|?*.txt', "a_b______.txt"],
    ["has ordinary blanks", "a\u00a0\u2003b.txt", "a b.txt"],
    ["is never empty", "\u200b", "file"],
    ["is composed", "a\u030a.txt", "å.txt"],
  ])("%s", (_promise, given, expected) => {
    expect(toStorableFileName(given)).toBe(expected);
  });

  it("is shortened in front of its extension", () => {
    const name = toStorableFileName(`${"long ".repeat(60)}.tar.gz`);
    expect(name.length).toBeLessThanOrEqual(120);
    expect(name).toMatch(/\.gz$/);
    expect(toStorableFileName("x".repeat(400))).toHaveLength(120);
    expect(toStorableFileName(`${"a".repeat(115)}🔥🔥🔥.log`).isWellFormed()).toBe(true);
  });

  it("is safe and stays as it is when cleaned again, whatever was given", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText({ maxLength: 300 }), fc.string({ unit: "grapheme", maxLength: 300 })),
        (given) => {
          const name = toStorableFileName(given);
          expect(name).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\<>:"|?*]{1,120}$/u);
          expect(name).not.toMatch(/^[.\s]|[.\s]$/u);
          expect(name.isWellFormed()).toBe(true);
          expect(toStorableFileName(name)).toBe(name);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("a second file of the same name", () => {
  it("gets the first free number, whatever the case", () => {
    expect(toUniqueFileName("image.png", [])).toBe("image.png");
    expect(toUniqueFileName("image.png", ["IMAGE.png", "image (2).png"])).toBe("image (3).png");
    expect(toUniqueFileName("README", ["README"])).toBe("README (2)");
  });

  it("stays within the length", () => {
    const name = toStorableFileName(`${"x".repeat(300)}.png`);
    const second = toUniqueFileName(name, [name]);
    expect(second).toHaveLength(120);
    expect(second).toMatch(/x \(2\)\.png$/);
  });
});

describe("toDownloadFileName", () => {
  it.each([
    ["../../etc/passwd", "__.._etc_passwd"],
    ["report\u202Egnp.exe", "report□gnp.exe"],
    ["a\r\nSet-Cookie: x=1", "a□□Set-Cookie: x=1"],
    ["\u200B", "file"],
    ["", "file"],
    [`${"x".repeat(230)}.pdf`, `${"x".repeat(196)}.pdf`],
    [`${"å".repeat(230)}.tar.gz`, `${"å".repeat(197)}.gz`.slice(-200)],
    ["fel-logg åäö.txt", "fel-logg åäö.txt"],
  ])("makes %j one visible name", (given, safe) => {
    expect(toDownloadFileName(given)).toBe(safe);
  });
});

describe("contentDisposition", () => {
  it("never leaves the header's line or its quotes, and keeps the name, whatever it is", () => {
    fc.assert(
      fc.property(anyText(), (name) => {
        const header = contentDisposition(name);
        expect(header).toMatch(
          /^attachment; filename=(?:[\w!#$&'*+.^`|~-]+|"[\x20\x21\x23-\x5b\x5d-\x7e]*")(?:; filename\*=UTF-8''[A-Za-z0-9%!#$&+.^_`|~-]+)?$/,
        );
        expect(() => new Headers({ "content-disposition": header })).not.toThrow();
        expect(parse(header)).toMatchObject({
          type: "attachment",
          parameters: { filename: toDownloadFileName(name) },
        });
      }),
    );
  });
});
