import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyText } from "@/tests/helpers/any-text";

import { cutName, fileKind, shownFileName, splitName } from "./file-name";
import { visibleName } from "./visible-name";

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
