import { describe, expect, it } from "vitest";

import { CHANGES_RULE } from "@/scripts/lint/checked-changes.mjs";

import { refusingRules } from "./lint";

const FILE = "lib/drafts/commands.ts";
const query = (change: string) => `export const query = db().updateTable("draft").${change};`;
const named = (value: string) => `const change = ${value}; ${query("set(change)")}`;

describe("columns that the compiler does not check", () => {
  it.each([
    ['set((eb) => ({ version: eb("version", "+", 1) }))'],
    ['set((eb) => { const next = eb("version", "+", 1); return { version: next }; })'],
    ["doUpdateSet(({ ref }) => ({ values: ref('excluded.values') }))"],
    ["values(drafts.map((draft) => ({ id: draft.id })))"],
    ["set({ version: 1, ...(isNew && { updated_at: now() }) })"],
    ["set({ version: 1, ...{ updated_at: now() } })"],
    ["set(() => (isNew ? { version: 1 } : { version: 2 }))"],
    ["set(() => { if (isNew) { return { version: 1 }; } return nextVersion(); })"],
    ["values(drafts.flatMap((draft) => [{ id: draft.id }]))"],
    ["values([...drafts.map((draft) => ({ id: draft.id }))])"],
  ])("are refused: %s", async (change) => {
    expect(await refusingRules(FILE, query(change))).toContain(CHANGES_RULE);
  });

  it.each([
    ["{ version: 1 }"],
    ["isNew && { version: 1 }"],
    ["drafts.map((draft) => ({ id: draft.id }))"],
    ["() => ({ version: 1 })"],
  ])("are refused under a name: %s", async (value) => {
    expect(await refusingRules(FILE, named(value))).toContain(CHANGES_RULE);
  });

  it.each([
    ['{ version: 1 } satisfies ColumnChanges<"draft">'],
    ['(): ColumnChanges<"draft"> => ({ version: 1 })'],
    ["nextVersion()"],
  ])("are allowed under a name with a type: %s", async (value) => {
    expect(await refusingRules(FILE, named(value))).not.toContain(CHANGES_RULE);
  });

  it.each([
    ['set({ version: (eb) => eb("version", "+", 1) })'],
    ['set((eb) => ({ version: eb("version", "+", 1) }) satisfies ColumnChanges<"draft">)'],
    ["set({ version: 1, ...nextVersion() })"],
    ["values({ id })"],
    ["set(isNew ? { version: 1 } : { version: 2 })"],
    ['set("version", { version: 1 }.version)'],
  ])("are allowed where it does: %s", async (change) => {
    expect(await refusingRules(FILE, query(change))).not.toContain(CHANGES_RULE);
  });
});
