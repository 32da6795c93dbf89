import { expect, it } from "vitest";

import { readSourceFiles } from "@/scripts/structure/source-files";

it("every password field is a PasswordInput, which can show the password", () => {
  const others = readSourceFiles(process.cwd())
    .filter(({ path }) => /^(?:app|components)\/.*\.tsx$/.test(path))
    .filter(({ lines }) => /type(?:=|: )"password"/.test(lines.join("\n")))
    .map(({ path }) => path);
  expect(others).toEqual([]);
});
