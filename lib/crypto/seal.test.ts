import { randomBytes } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { seal, type SealContext, unseal } from "./seal";

const key = (id: string) => ({ id, key: randomBytes(32) });
const first = key("a");
const second = key("b");
const place: SealContext = {
  organizationId: "org-1",
  rowId: "row-1",
  provider: "hostup",
  field: "credential",
};

describe("seal", () => {
  it("opens to exactly what was sealed, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        (text) => unseal(seal(text, place, [first]), place, [first]) === text,
      ),
    );
  });

  it("seals with the first key and opens with any of them", () => {
    const old = seal("secret", place, [first]);
    expect(unseal(old, place, [second, first])).toBe("secret");
    expect(seal("secret", place, [second, first]).split(".")[1]).toBe("b");
  });

  it("never gives the same sealed text twice", () => {
    expect(seal("secret", place, [first])).not.toBe(seal("secret", place, [first]));
  });

  it.each<[string, SealContext]>([
    ["another row", { ...place, rowId: "row-2" }],
    ["another organization", { ...place, organizationId: "org-2" }],
    ["another provider", { ...place, provider: "upsun" }],
    ["another field", { ...place, field: "access-token" }],
    ["a draft", { ...place, field: "draft" }],
  ])("does not open in %s", (_name, elsewhere) => {
    expect(() => unseal(seal("secret", place, [first]), elsewhere, [first])).toThrow(
      expect.objectContaining({ code: "credential_unreadable" }),
    );
  });

  it("opens in none of the contexts that differ in one part, whatever the field", () => {
    const fields = [
      "credential",
      "access-token",
      "draft",
      "message",
      "mail",
      "authenticator",
      "path",
    ];
    const contexts = (fields as SealContext["field"][]).flatMap((field) =>
      ["", "org-1"].flatMap((organizationId) =>
        ["row-1", "user-2"].flatMap((rowId) =>
          ["", "portal", "hostup"].map((provider) => ({ organizationId, rowId, provider, field })),
        ),
      ),
    );
    const opens = (sealed: string, context: SealContext) => {
      try {
        return unseal(sealed, context, [first]) === "secret";
      } catch {
        return false;
      }
    };
    for (const own of contexts) {
      const sealed = seal("secret", own, [first]);
      expect(contexts.filter((context) => opens(sealed, context))).toEqual([own]);
    }
  });

  it("refuses every changed character, the version and the key's name included", () => {
    const sealed = seal("secret", place, [first, second]);
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === "A" ? "B" : "A";
      const forged = sealed.slice(0, at) + other + sealed.slice(at + 1);
      // The last character of a part may hold bits that base64 ignores.
      const isSameBytes = forged
        .split(".")
        .every((part, index) =>
          index < 2
            ? part === sealed.split(".")[index]
            : Buffer.from(part, "base64url").equals(
                Buffer.from(sealed.split(".")[index] ?? "", "base64url"),
              ),
        );
      if (!isSameBytes) expect(() => unseal(forged, place, [first, second])).toThrow();
    }
  });

  it("does not open with a key of the same id but other bytes", () => {
    expect(() =>
      unseal(seal("secret", place, [first]), place, [{ id: "a", key: randomBytes(32) }]),
    ).toThrow();
  });

  it("refuses every flipped byte of iv, tag and ciphertext", () => {
    const parts = seal("a rather secret text", place, [first]).split(".");
    for (const index of [2, 3, 4]) {
      const bytes = Buffer.from(parts[index] ?? "", "base64url");
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const forged = parts.with(index, changed.toString("base64url")).join(".");
        expect(() => unseal(forged, place, [first])).toThrow();
      }
    }
  });

  it.each([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])("refuses a tag cut to %i bytes", (length) => {
    const parts = seal("secret", place, [first]).split(".");
    const cut = Buffer.from(parts[3] ?? "", "base64url")
      .subarray(0, length)
      .toString("base64url");
    expect(() => unseal(parts.with(3, cut).join("."), place, [first])).toThrow(
      expect.objectContaining({ code: "credential_unreadable" }),
    );
  });

  it.each(["", "v1", "v2.a.b.c.d", "v1.a.b.c.d.e", "plain text"])("refuses %j", (text) => {
    expect(() => unseal(text, place, [first])).toThrow(
      expect.objectContaining({ code: "credential_unreadable" }),
    );
  });
});
