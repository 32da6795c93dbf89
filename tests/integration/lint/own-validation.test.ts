import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

import { ownValidationOnly, VALIDATION_RULE } from "@/scripts/lint/own-validation.mjs";
import { readSourceFiles } from "@/scripts/structure/source-files";

const WITHOUT_TYPES = {
  files: ["**/*.tsx"],
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
};
const linter = new Linter();
const refusals = (file: string, code: string) =>
  linter.verify(code, [WITHOUT_TYPES, ...ownValidationOnly] as Linter.Config[], file);

describe("a form", () => {
  it.each([
    "export const A = () => <form><input required /></form>;",
    "export const A = (props) => <form {...props} />;",
    "export const A = () => <button onClick={(event) => event.currentTarget.form.reportValidity()} />;",
  ])("shows no message of the browser: %s", (code) =>
    expect(refusals("components/auth/view.tsx", code)).toMatchObject([{ ruleId: VALIDATION_RULE }]),
  );

  it("may show its own messages", () =>
    expect(
      refusals("app/(auth)/view.tsx", "export const A = () => <form noValidate action={send} />;"),
    ).toEqual([]));

  it("never leaves its messages to the browser", { timeout: 60_000 }, () => {
    const forms = readSourceFiles(process.cwd()).filter(
      ({ path, lines }) =>
        /^(?:app|components)\/.*\.tsx$/.test(path) &&
        /<form\b|reportValidity/.test(lines.join("\n")),
    );
    expect(forms.length).toBeGreaterThan(20);
    const sites = forms.flatMap(({ path, lines }) =>
      refusals(path, lines.join("\n")).map(({ line }) => `${path}:${line}`),
    );
    expect(sites).toEqual([]);
  });
});
