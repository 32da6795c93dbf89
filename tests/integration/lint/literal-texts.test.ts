import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

import { LITERAL_TEXTS_RULE, literalTextsBan } from "@/scripts/lint/literal-texts.mjs";

import { refusingRules } from "./lint";

const WITHOUT_TYPES = {
  files: ["**/*.{ts,tsx}"],
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
};
const linter = new Linter();
const refusals = (file: string, code: string) =>
  linter.verify(code, [WITHOUT_TYPES, ...literalTextsBan] as Linter.Config[], file);

const VIEW = "components/tickets/view.tsx";
const QUERY = "lib/tickets/queries.ts";

describe("a text outside of the catalogs", () => {
  it.each([
    [VIEW, "export const A = () => <p>Saved</p>;"],
    [VIEW, "export const A = () => <p>{name} says:</p>;"],
    [VIEW, 'export const A = () => <p>{saved ? "Saved" : null}</p>;'],
    [VIEW, "export const A = () => <p>{`${count} tickets read`}</p>;"],
    [VIEW, 'export const A = () => <p>{error ?? "no answer came"}</p>;'],
    [VIEW, 'export const A = () => <nav aria-label="Main" />;'],
    [VIEW, 'export const A = () => <button title={open ? "Close" : "Open"} />;'],
    [VIEW, 'export const A = () => <input placeholder="name@example.com or an id" />;'],
    [VIEW, 'export const A = () => <Panel title="History" />;'],
    [VIEW, 'export const A = () => <img alt="" aria-label={`Page ${page}`} />;'],
    [QUERY, 'throw new AppError("invalid", { text: "Choose a provider." });'],
    [QUERY, 'throw new AppError("invalid", { words: "It is gone" });'],
    [QUERY, "export const notice = `${name} no longer has this ticket.`;"],
    [QUERY, 'export const LABELS = { open: { label: "Open" } };'],
    [QUERY, 'const name = z.string().min(1, "Paste the key."); export { name };'],
    [QUERY, 'export const title = (given?: string) => given ?? "New ticket";'],
    [QUERY, 'export const titles = ["New ticket", "All tickets"];'],
  ])("is refused in %s: %s", (file, code) => {
    const rules = refusals(file, code).map(({ ruleId }) => ruleId);
    expect(new Set(rules)).toEqual(new Set([LITERAL_TEXTS_RULE]));
  });

  it.each([
    [VIEW, 'export const A = () => <p>{t("settings.saved")}</p>;'],
    [VIEW, 'export const A = () => <p className="Flex min-w-0">{count} / {total}…</p>;'],
    [VIEW, 'export const A = () => <p aria-live="polite" role="status">{" "}</p>;'],
    [VIEW, 'type State = "Not sent yet" | "sent"; export const A = (state: State) => state;'],
    [QUERY, 'throw new Error("A ticket has no connection.");'],
    [QUERY, 'log.warn({ ticketId }, "Some tickets could not be written.");'],
    [QUERY, 'export const columns = ["t.subject as title", "s.state"];'],
    [QUERY, "export const order = sql`greatest(t.read_at, Now() )`;"],
    [QUERY, 'export const action = viewerAction("file a ticket", schema);'],
    ["app/dev/components/page.tsx", "export const A = () => <p>A sample.</p>;"],
    ["lib/db/pool.ts", 'export const text = "The pool is closed.";'],
  ])("is not meant in %s: %s", (file, code) => {
    expect(refusals(file, code)).toEqual([]);
  });

  it("is refused by the project's lint", async () => {
    const code = "export const A = () => <p>Saved</p>;";
    expect(await refusingRules(VIEW, code)).toContain(LITERAL_TEXTS_RULE);
  });
});
