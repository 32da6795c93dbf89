import { expect, it } from "vitest";

import { readSourceFiles } from "@/scripts/structure/source-files";

/** They only redirect, or render one of the others' components. */
const WITHOUT = /^app\/(page|trivial\/page|dev\/.*|\(auth\)\/.*)\.tsx$/;

it("brings the number of unread notifications with each page, as layouts are not rendered again", () => {
  const files = readSourceFiles(process.cwd()).filter(({ path }) => path.startsWith("app/"));
  const has = (folder: string) =>
    files.some(
      ({ path, lines }) => path.startsWith(folder) && lines.some((line) => /<PageTexts/.test(line)),
    );
  const lacking = files
    .map(({ path }) => path)
    .filter((path) => /\/page\.tsx$/.test(path) && !WITHOUT.test(path))
    .filter((path) => !has(path.replace(/page\.tsx$/, "")));
  expect(lacking).toEqual([]);
});
