import { expect, it } from "vitest";

import { ROOT } from "@/scripts/lib/root";
import { readSourceFiles } from "@/scripts/structure/source-files";

/** The tables, and the modules that read them. */
const NAMES = /internal_note|internalNote\b|internalNoteMention|review\/notes\//;
const OF_STAFF = [
  /^lib\/review\/notes\//,
  /^app\/\(staff\)\/staff\/(?:organizations|tickets)\/\[id\]\//,
  /^app\/api\/staff\//,
];

it("nothing but the staff's pages reads internal notes", () => {
  const readers = ["app", "components", "lib"]
    .flatMap((folder) => readSourceFiles(ROOT, folder))
    .filter(({ path }) => OF_STAFF.every((pattern) => !pattern.test(path)))
    .filter(({ lines }) => lines.some((line) => NAMES.test(line)))
    .map(({ path }) => path);
  expect(readers).toEqual([]);
});

/** The title of a case is as internal as a note. */
const CASES = /\breview_case\b|reviewCase\b/;
const OF_CASES = [/^lib\/review\//, /^lib\/audit\/(?:targets|facts\/fact-names)\.ts$/];

it("nothing but the staff's queries reads cases", () => {
  const readers = ["app", "components", "lib"]
    .flatMap((folder) => readSourceFiles(ROOT, folder))
    .filter(({ path }) => !/\/generated\/|table-types/.test(path))
    .filter(({ path }) => OF_CASES.every((pattern) => !pattern.test(path)))
    .filter(({ lines }) => lines.some((line) => CASES.test(line)))
    .map(({ path }) => path);
  expect(readers).toEqual([]);
});
