import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyText } from "@/tests/helpers/any-text";

import { contentDisposition, safeFilename } from "./content-disposition";

describe("safeFilename", () => {
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
    expect(safeFilename(given)).toBe(safe);
  });
});

describe("contentDisposition", () => {
  it("never leaves the header's line or its quotes, whatever the name", () => {
    fc.assert(
      fc.property(anyText(), (name) => {
        const header = contentDisposition(name);
        expect(header).toMatch(
          /^attachment; filename="[\x20\x21\x23-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%!#$&+.^_`|~-]+$/,
        );
        expect(() => new Headers({ "content-disposition": header })).not.toThrow();
      }),
    );
  });
});
