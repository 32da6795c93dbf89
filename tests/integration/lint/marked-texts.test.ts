import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

import { MARKED_TEXTS_RULE, markedTextsOnly } from "@/scripts/lint/marked-texts.mjs";

import { refusingRules } from "./lint";

const WITHOUT_TYPES = {
  files: ["**/*.tsx"],
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
};
const VIEW = "components/tickets/view.tsx";
const linter = new Linter();
const refusals = (file: string, code: string) =>
  linter.verify(code, [WITHOUT_TYPES, ...markedTextsOnly] as Linter.Config[], file);

describe("a text with words of unknown language", () => {
  it.each([
    "export const A = () => <p>{event.sentence}</p>;",
    "export const A = () => <>{change?.sentence}</>;",
    "export const A = () => <p>{event ? event.sentence : null}</p>;",
    "export const A = () => <p>{ticket.category ?? none}</p>;",
    "export const A = () => <span>{service.kindLabel}</span>;",
    "export const A = () => <a>{errors[name]}</a>;",
    'export const A = () => <p>{failure.fieldErrors[""]}</p>;',
    "export const A = () => <p>{failure?.fieldErrors.subject}</p>;",
    "export const A = () => <p>{`${event.sentence}.`}</p>;",
    "export const A = () => <p>{entry.problem}</p>;",
  ])("is shown with its marks: %s", (code) =>
    expect(refusals(VIEW, code)).toMatchObject([{ ruleId: MARKED_TEXTS_RULE }]),
  );

  it.each([
    "export const A = () => <p><MarkedText text={event.sentence} /></p>;",
    'export const A = () => <Link aria-label={t("named", { event: event.sentence })} />;',
    "export const A = () => <Field error={errors.label} />;",
    "export const A = () => <p>{ticket.category === null ? null : words}</p>;",
    "export const A = () => <p>{errors.label ? <Icon /> : null}</p>;",
    "export const A = () => <p>{errors.length}</p>;",
    "export const A = () => <p title={`${event.sentence}.`} />;",
    "export const A = () => <p>{entry.problem ? <Icon /> : null}</p>;",
    "export const A = () => <p>{errors.label && <Icon />}</p>;",
  ])("may be passed on: %s", (code) => expect(refusals(VIEW, code)).toEqual([]));

  it("is refused by the project's lint", async () => {
    const code = "export const A = () => <p>{event.sentence}</p>;";
    expect(await refusingRules(VIEW, code)).toContain(MARKED_TEXTS_RULE);
  });
});
