import { createHash } from "node:crypto";

import { makeZip } from "client-zip";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { textsOf } from "../../i18n/texts";
import { chainedLines, listed, type ListedFile, sha256Of } from "./hash-chain";
import {
  canonicalJson,
  MANIFEST,
  rootText,
  sha256,
  unzip,
  verifyCaseFile,
} from "./verifier/verifier.mjs";
import { verifyPage } from "./verify-page";
import { verifyTexts } from "./verify-texts";

const TAMPERINGS = Number(process.env.TAMPERINGS ?? 100);
const CASE_FILE = "01CASE";
const TIME = "2026-03-01T12:00:00Z";

interface Given {
  bytes: Uint8Array;
  times: string[];
}

type Files = Map<string, Given>;

const all = async function* <T>(values: readonly T[]) {
  yield* values;
};
const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString();
const row = (number: number) => ({ id: String(number), at: day(number), text: `Row ${number} å` });

async function caseFile(): Promise<{ files: Files; root: string }> {
  const files: Files = new Map();
  const list: ListedFile[] = [];
  const add = async (
    name: string,
    content: AsyncIterable<Uint8Array | string>,
    rows?: string[],
  ) => {
    const parts: Uint8Array[] = [];
    for await (const part of listed(name, content, list, rows)) parts.push(part);
    files.set(name, { bytes: Buffer.concat(parts), times: [TIME, TIME] });
  };
  for (const [name, count] of [
    ["events.jsonl", 12],
    ["looks.jsonl", 3],
    ["requests.jsonl", 0],
    [OF_FIRST, 12],
    [OF_SECOND, 12],
  ] as const) {
    const hashes: string[] = [];
    const rows = Array.from({ length: count }, (_, index) => row(index + 1));
    await add(name, chainedLines(CASE_FILE, name, all(rows), hashes), hashes);
  }
  await add("files/001-log.txt", all(["first file"]));
  await add("files/002-log.txt", all([new Uint8Array(200).fill(7)]));
  const manifest = { format: "ticketbridge-case-file/1", case_file: CASE_FILE, archived_at: TIME };
  const root = sha256Of(rootText({ ...manifest, files: list }));
  const text = JSON.stringify({ ...manifest, files: list, root });
  files.set(MANIFEST, { bytes: Buffer.from(text), times: [TIME, TIME] });
  return { files, root };
}

const textOf = (files: Files, name: string) =>
  Buffer.from(files.get(name)?.bytes ?? []).toString("utf8");
const linesOf = (files: Files, name: string) => textOf(files, name).trimEnd().split("\n");

function put(files: Files, name: string, bytes: Uint8Array): Files {
  return new Map(files).set(name, { bytes, times: [TIME, TIME] });
}
const putLines = (files: Files, name: string, lines: readonly string[]) =>
  put(files, name, Buffer.from(lines.map((line) => `${line}\n`).join("")));
interface Finding {
  code: string;
  file: string;
  row?: number;
}
const findingsOf = (files: Files, root = ""): Finding[] => verifyCaseFile(files, root).findings;

const EVENTS = "events.jsonl";
/** Each ticket of a case has a folder. */
const [OF_FIRST, OF_SECOND] = [
  "tickets/01-hostup-7/events.jsonl",
  "tickets/02-upsun-7/events.jsonl",
];
const eventsOf = fc.constantFrom(EVENTS, OF_FIRST, OF_SECOND);
const at = fc.integer({ min: 0, max: 11 });
const two = fc.uniqueArray(at, { minLength: 2, maxLength: 2 });

/** As someone would who knows how: with a hash that fits the row and the one before it. */
function rehashed(line: string, change: object): string {
  const { previous, row: old } = JSON.parse(line) as { previous: string; row: object };
  const changed = { ...old, ...change };
  const hash = sha256Of(`${previous}${canonicalJson(changed)}`);
  return JSON.stringify({ hash, previous, row: changed });
}

describe("a case file", () => {
  it("that was not touched is verified, also as a folder, whose files have no dates", async () => {
    const { files, root } = await caseFile();
    expect(findingsOf(files, root.toUpperCase())).toEqual([]);
    const folder = new Map([...files].map(([name, { bytes }]) => [name, { bytes }]));
    expect(verifyCaseFile(folder).findings).toEqual([]);
  });

  it("names the row that was changed, re-dated, dropped, added or moved", async () => {
    const { files } = await caseFile();
    const changed = fc.tuple(at, fc.constantFrom({ text: "Other" }, { at: day(40) }));
    const linesIn = (name: string) => {
      const lines = linesOf(files, name);
      const check = (given: string[], finding: object) =>
        expect(findingsOf(putLines(files, name, given))).toEqual([{ file: name, ...finding }]);
      return { lines, line: (index: number) => lines[index] ?? "", check };
    };
    const tamperings = fc.oneof(
      fc.tuple(eventsOf, changed).map(([name, [index, change]]) => () => {
        const { lines, line, check } = linesIn(name);
        const plain = line(index).replace(
          /"(at|text)":"[^"]*"/,
          `"$1":"${Object.values(change)[0]}"`,
        );
        for (const given of [plain, rehashed(line(index), change)])
          check(lines.with(index, given), { code: "rowChanged", row: index + 1 });
      }),
      fc.tuple(eventsOf, at).map(([name, index]) => () => {
        const { lines, check } = linesIn(name);
        check(lines.toSpliced(index, 1), { code: "rowMissing", row: index + 1 });
      }),
      fc.tuple(eventsOf, at, at).map(([name, index, from]) => () => {
        const { lines, line, check } = linesIn(name);
        const added = [rehashed(line(from), { text: "Added" }), "no JSON"];
        for (const given of added)
          check(lines.toSpliced(index, 0, given), { code: "rowAdded", line: index + 1 });
        const copied = findingsOf(putLines(files, name, lines.toSpliced(index, 0, line(from))));
        expect(copied.map(({ code }) => code)).toEqual(["rowAdded"]);
      }),
      fc.tuple(eventsOf, two).map(([name, [one = 0, other = 0]]) => () => {
        const { lines, line } = linesIn(name);
        const swapped = lines.with(one, line(other)).with(other, line(one));
        const found = findingsOf(putLines(files, name, swapped));
        expect(found.every(({ code }) => code === "rowMoved")).toBe(true);
        const rows = found.map(({ row: number }) => number);
        expect([one + 1, other + 1].some((number) => rows.includes(number))).toBe(true);
      }),
      // The same row of another ticket, whose hash fits it.
      at.map((index) => () => {
        const { lines, check } = linesIn(OF_FIRST);
        const foreign = linesIn(OF_SECOND).line(index);
        check(lines.with(index, foreign), { code: "rowChanged", row: index + 1 });
      }),
    );
    fc.assert(
      fc.property(tamperings, (run) => run()),
      { numRuns: TAMPERINGS },
    );
  });

  it("names the file whose byte was flipped, which was dropped, swapped, added or re-dated", async () => {
    const { files, root } = await caseFile();
    const names = [...files.keys()];
    const check = (given: Files, expected: object[]) =>
      expect(findingsOf(given, root)).toEqual(expected.map((one) => expect.objectContaining(one)));
    const inManifest = names.filter((name) => name !== MANIFEST);
    const tamperings = fc.oneof(
      fc
        .tuple(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 1, max: 255 }))
        .map(([name, place, mask]) => () => {
          const bytes = Uint8Array.from(files.get(name)?.bytes ?? []);
          if (bytes.length === 0) return;
          bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ mask;
          const found = findingsOf(put(files, name, bytes), root);
          expect(found.length).toBeGreaterThan(0);
          expect(found.some(({ file }) => file === name)).toBe(true);
        }),
      fc.constantFrom(...inManifest).map((file) => () => {
        const rest = new Map(files);
        rest.delete(file);
        check(rest, [{ code: "fileMissing", file }]);
        const redated = new Map(files);
        const bytes = files.get(file)?.bytes ?? new Uint8Array();
        redated.set(file, { bytes, times: [TIME, "2025-03-01T12:00:00Z"] });
        check(redated, [{ code: "fileRedated", file }]);
      }),
      fc.constantFrom("files/003-new.txt", "extra.jsonl").map((file) => () => {
        check(put(files, file, Buffer.from("x")), [{ code: "fileAdded", file }]);
      }),
      fc.constant(() => {
        const [one, other] = ["files/001-log.txt", "files/002-log.txt"];
        const bytes = (name: string) => files.get(name)?.bytes ?? new Uint8Array();
        check(put(put(files, one, bytes(other)), other, bytes(one)), [
          { code: "fileSwapped", file: one, other },
          { code: "fileSwapped", file: other, other: one },
        ]);
      }),
    );
    fc.assert(
      fc.property(tamperings, (run) => run()),
      { numRuns: TAMPERINGS },
    );
  });

  it("that was made anew has another root", async () => {
    const { files, root } = await caseFile();
    const text = textOf(files, MANIFEST);
    const { root: _root, ...manifest } = JSON.parse(text) as { root: string; archived_at: string };
    const anew = { ...manifest, case_file: "01OTHER" };
    const forged = put(
      files,
      MANIFEST,
      Buffer.from(JSON.stringify({ ...anew, root: sha256Of(rootText(anew)) })),
    );
    expect(findingsOf(forged)).toEqual([]);
    expect(findingsOf(forged, root)).toEqual([{ code: "otherRoot", file: MANIFEST }]);
    const gone = new Map(files);
    gone.delete(MANIFEST);
    expect(findingsOf(gone)).toEqual([{ code: "noManifest", file: MANIFEST }]);
  });

  it("is read from its archive with the dates in it, and nothing else is", async () => {
    const { files } = await caseFile();
    const local = new Date(TIME);
    local.setMinutes(local.getMinutes() + local.getTimezoneOffset());
    const entries = [...files].map(([name, { bytes }]) => ({
      name,
      input: bytes,
      lastModified: local,
    }));
    const archive = new Uint8Array(await new Response(makeZip(entries)).arrayBuffer());
    const read = (await unzip(archive)) as Files;
    expect([...read.keys()]).toEqual([...files.keys()]);
    expect(findingsOf(read)).toEqual([]);
    await expect(unzip(Buffer.from("no archive"))).rejects.toThrow();
    const doubled = new Uint8Array(
      await new Response(makeZip([...entries, ...entries])).arrayBuffer(),
    );
    await expect(unzip(doubled)).rejects.toThrow();
  });
});

it("computes SHA-256 as everyone does, at every length around a block", () => {
  const digests = fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
  fc.assert(digests, { numRuns: 300 });
});

it("writes JSON that does not depend on the order of keys", () => {
  const check = fc.property(fc.jsonValue(), (value) => {
    const text = canonicalJson(value);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
  });
  fc.assert(check, { numRuns: 200 });
});

describe("the page in a case file", () => {
  const page = verifyPage(textsOf("en"), "en", ["<b>1</b>"]);

  it("allows its own script and style, and loads nothing", () => {
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toContain("default-src 'none'");
    for (const [element, directive] of [
      ["script", "script-src"],
      ["style", "style-src"],
    ]) {
      const [, text = ""] = new RegExp(`<${element}>([^]*?)</${element}>`).exec(page) ?? [];
      const digest = createHash("sha256").update(text).digest("base64");
      expect(policy).toContain(`${directive} 'sha256-${digest}'`);
    }
    expect(page).not.toMatch(/\bimport |\bexport |https?:|<b>1/);
  });

  it("has a text for every finding", () => {
    const codes = [...page.matchAll(/code: "(\w+)"/g)].map(([, code]) => code);
    const ternary = ["rowChanged", "rowMissing"];
    const texts = Object.keys(verifyTexts(textsOf("sv")).findings);
    expect(new Set([...codes, ...ternary])).toEqual(new Set(texts));
  });
});
