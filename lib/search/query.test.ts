import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { MAX_QUERY_CHARACTERS, searchQuery } from "./query";

/** Any UTF-16 unit, halves of pairs as well. */
const UNIT = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const LEXEMES = /'[\p{L}\p{M}\p{N}+-]+'(:\*)?/gu;

describe("what a person types", () => {
  it.each([
    ["words are searched by their beginnings", "disk full", "'disk':* & 'full':*"],
    ["a minus alone is no operator", "Kassan down - urgent", "'kassan':* & 'down':* & 'urgent':*"],
    ["a minus before a word excludes that word", "backup -weekly", "'backup':* & !('weekly')"],
    ["two dashes are no operator", "run --force", "'run':* & 'force':*"],
    ["a dash at the end of a word is no operator", "run- fast", "'run':* & 'fast':*"],
    ["a minus within a word joins its parts", "web-serv", "'+web-serv':*"],
    ["an excluded compound may go on", "-web-server", "!(('+web-server' | '+web-server-':*))"],
    ["an excluded phrase", '-"too many"', "!(('too' <1> 'many'))"],
    ["quotes are phrases", '"disk is full"', "('disk' <1> 'is' <1> 'full')"],
    [
      "a phrase that is not closed may be unfinished",
      '"disk is fu',
      "('disk' <1> 'is' <1> 'fu':*)",
    ],
    ["typographic quotes are quotes", "“disk is” »full«", "('disk' <1> 'is') & 'full'"],
    ["parts of a compound in a phrase", '"web-server down"', "('web' <1> 'server' <1> 'down')"],
    ["or between words", "disk full or slow", "'disk':* & 'full':* | 'slow':*"],
    ["or in capitals", "disk OR c", "'disk':* | 'c':*"],
    ["or before anything is a word", "or a", "'or' & 'a':*"],
    ["or after everything is a word", "disk or", "'disk':* & 'or':*"],
    ["or in quotes is a word", 'disk "or" c', "'disk':* & 'or' & 'c':*"],
    ["or before signs only is a word", "disk or %", "'disk':* & 'or':*"],
    ["a longer compound is searched by all of its parts", "a.b.c.d", "'+a-b-c' & '+b-c-d':*"],
    ["pairs of a script without blanks", "无法访问", "('无法' <1> '法访' <1> '访问')"],
    ["one character of such a script", "服", "'服':*"],
    ["two scripts in a word", "nginx服务", "'nginx':* & '服务'"],
    ["two scripts in a phrase", '"重启 now"', "('重启' <2> 'now')"],
    ["very short words are whole, but for the last", "is it ful", "'is' & 'it' & 'ful':*"],
    [
      "words of a pasted text are whole, but for the last",
      "one two six ten the web-server has any pro",
      "'one' & 'two' & 'six' & 'ten' & 'the' & '+web-server':* & 'has' & 'any' & 'pro':*",
    ],
    ["a plural finds its singular", "certificates", "('certificates':* | 'certificate')"],
    [
      "a plural that has two singulars",
      "caches fakturor",
      "('caches':* | 'cach' | 'cache') & ('fakturor':* | 'faktura')",
    ],
    [
      "a plural in quotes or excluded is itself",
      '"disks up" -certificates',
      "('disks' <1> 'up') & !('certificates')",
    ],
    ["words that are no plurals", "status access server", "'status':* & 'access':* & 'server':*"],
    ["signs separate", "#148409 %_\\'&|!():*<->", "'148409':*"],
  ])("%s", (_name, typed, query) => {
    expect(searchQuery(typed)).toBe(query);
  });

  it.each(["", " ", "-", '"', "''", "--", "%", "_", "\\", "“”", "( )", "🔥", "\u0301", "\ud83d"])(
    "asks for nothing without a word: %j",
    (typed) => {
      expect(searchQuery(typed)).toBeNull();
    },
  );

  it("asks the same however case and accents are stored", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        expect(searchQuery(typed.normalize("NFD"))).toBe(searchQuery(typed.normalize("NFC")));
      }),
    );
    expect(searchQuery("STRASSE ΣΑΣ İIı")).toBe(searchQuery("straße σας iii"));
  });

  it("never becomes anything but quoted words and operators, nor grows without limit", () => {
    const signs = fc.constantFrom(..."'\\:*&|!<->()-\" \u0000", ":*", "<->", "or");
    const hostile = fc.array(fc.oneof(fc.string({ unit: UNIT }), signs), { maxLength: 40 });
    fc.assert(
      fc.property(hostile, (pieces) => {
        const query = searchQuery(pieces.join("")) ?? "";
        const operators = query.replace(LEXEMES, "x");
        expect(operators).toMatch(/^[x&|!()<>\d ]*$/);
        expect(query.length).toBeLessThan(20 * MAX_QUERY_CHARACTERS);
      }),
    );
  });

  it("is narrowed down by its first 32 words, however long it is", () => {
    const words = Array.from({ length: 5_000 }, (_unused, index) => `w${index}`);
    expect(searchQuery(words.join(" "))?.split(" & ")).toHaveLength(32);
  });
});
