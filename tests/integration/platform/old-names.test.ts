import path from "node:path";

import { describe, expect, it } from "vitest";

import { ROOT } from "../../../scripts/lib/root";
import { exportedNames } from "../../../scripts/structure/modules";
import { readSourceFiles } from "../../../scripts/structure/source-files";

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Files and folders that were renamed because their names could not be guessed. */
const OLD_FILES = new Set(
  words(`
    says ways-on mark words standing choices late-buttons
    what-we-do freshness-words freshness-strip freshness-problems moments live-ticket watch-news
    reload-with-news session-ended provider-mark list-empty send-files-again reading-progress
    keeper copy known typed-early moment spark sync-moves own-path
    kept gone plan session storable tokens runs read-ahead
    look match settle-unknown place wake accept advance carried-files write-watch twin
    wanted surroundings news pending continuations standing-draft sent-forms holds-more
    return-text patient-peer session-peer shapes tables tidy without-encrypted call-slots
    tethered built person problem living
    doubts what-is-left lasting-troubles mortal worlds verdict
  `),
);

/** Names in use for what they usually mean. */
const ALLOWED_FILES: Readonly<Record<string, string>> = {
  "lib/accounts/invitations/accept.ts": "a person accepts an invitation",
  "lib/accounts/tokens.ts": "the tokens of links and codes",
  "lib/providers/forms/choices.ts": "the choices of a form's field",
  "lib/providers/hostup/choices.ts": "the choices of a form's field",
  "lib/providers/upsun/choices.ts": "the choices of a form's field",
  "lib/providers/problem.ts": "problem details of RFC 9457",
  "lib/text/storable.ts": "which texts PostgreSQL can store",
  "sandbox/hostup/advance.ts": "moves the sandbox's clock",
  "sandbox/hostup/problem.ts": "problem details of RFC 9457",
  "sandbox/upsun/advance.ts": "moves the sandbox's clock",
  "sandbox/upsun/choices.ts": "the choices of a form's field",
};

/** Words that code and comments no longer use. */
const OLD_IDENTIFIERS = words(`
  takeTurn bury canFile hasMoved restMinutes sessionPeer patientPeer settleUnknown
  MOST_\\w+ LEAST_\\w+ \\w+_MOST PATIENCE\\w*
`);

/** Exported types whose names meant several things. */
const OLD_EXPORTS = new Set(words("Parameters Peer Standing Twin Wanted Verdict"));

/** Old enum values of submissions, now needs_decision and attach_message. */
const OLD_VALUES = /["'](?:asked|carry)["']/;

const THIS_FILE = "tests/integration/platform/old-names.test.ts";
const files = readSourceFiles(ROOT).filter((file) => file.path !== THIS_FILE);

describe("a name that was replaced", () => {
  it("names no file or folder", () => {
    const paths = new Set<string>();
    for (const file of files)
      for (let part = file.path; part !== "."; part = path.posix.dirname(part)) paths.add(part);
    const baseName = (part: string): string => path.posix.basename(part).replace(/\..*$/, "");
    const found = [...paths].filter((part) => OLD_FILES.has(baseName(part)));
    const unexpected = found.filter(
      (part) => !(part.replace(/\.test(\.tsx?)$/, "$1") in ALLOWED_FILES),
    );
    expect(unexpected).toEqual([]);
  });

  it("is allowed only for files that exist", () => {
    const isUsed = (allowed: string): boolean =>
      files.some(({ path: file }) => file === allowed || file.startsWith(`${allowed}/`));
    expect(Object.keys(ALLOWED_FILES).filter((allowed) => !isUsed(allowed))).toEqual([]);
  });

  it("is no identifier", () => {
    const pattern = new RegExp(`\\b(?:${OLD_IDENTIFIERS.join("|")})\\b`);
    const found = files.flatMap(({ path: file, lines }) =>
      lines.flatMap((line) => pattern.exec(line)?.[0] ?? []).map((name) => `${file}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it("is no export", () => {
    const found = files.flatMap((file) =>
      exportedNames(file)
        .filter((name) => OLD_EXPORTS.has(name))
        .map((name) => `${file.path}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it("is no value of an enum", () => {
    const product = files.filter(({ path: file }) => /^(app|components|lib)\//.test(file));
    const found = product.filter(({ lines }) => lines.some((line) => OLD_VALUES.test(line)));
    expect(found.map((file) => file.path)).toEqual([]);
  });
});
