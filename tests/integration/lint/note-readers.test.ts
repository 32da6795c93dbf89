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
