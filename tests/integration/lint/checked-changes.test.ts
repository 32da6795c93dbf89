import { describe, expect, it } from "vitest";

import { CHANGES_RULE } from "@/scripts/lint/checked-changes.mjs";

import { refusingRules } from "./lint";

const FILE = "lib/drafts/commands.ts";
const query = (change: string) => `export const query = db().updateTable("draft").${change};`;

describe("columns that the compiler does not check", () => {
  it.each([
    ['set((eb) => ({ version: eb("version", "+", 1) }))'],
    ['set((eb) => { const next = eb("version", "+", 1); return { version: next }; })'],
    ["doUpdateSet(({ ref }) => ({ values: ref('excluded.values') }))"],
    ["values(drafts.map((draft) => ({ id: draft.id })))"],
    ["set({ version: 1, ...(isNew && { updated_at: now() }) })"],
  ])("are refused: %s", async (change) => {
    expect(await refusingRules(FILE, query(change))).toContain(CHANGES_RULE);
  });

  it.each([
    ['set({ version: (eb) => eb("version", "+", 1) })'],
    ['set((eb) => ({ version: eb("version", "+", 1) }) satisfies ColumnChanges<"draft">)'],
    ["set({ version: 1, ...nextVersion() })"],
    ["values({ id })"],
  ])("are allowed where it does: %s", async (change) => {
    expect(await refusingRules(FILE, query(change))).not.toContain(CHANGES_RULE);
  });
});
