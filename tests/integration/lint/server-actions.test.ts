import { describe, expect, it } from "vitest";

import { SERVER_ACTIONS_RULE } from "@/scripts/lint/server-actions.mjs";

import { refusingRules } from "./lint";

const FILE = "app/(auth)/login/actions.ts";
const BUILDERS = `"use server";
import { viewerAction } from "@/lib/server/viewer-action";
import { visitorAction, visitorForm } from "@/lib/server/visitor-action";
`;

describe("a server action that no builder of lib/server made", () => {
  it.each([
    ["export async function choose(form: FormData): Promise<void> { await keep(form); }"],
    ["export const choose = async (form: FormData) => keep(form);"],
    ["export const choose = wrap(viewerAction('n', s, c));"],
    ["export const a = viewerAction('n', s, c), b = keep;"],
    ["export const choose = visitorForm(keep);"],
    ["const choose = viewerAction('n', s, c); export { choose };"],
    ["export default viewerAction('n', s, c);"],
    ['export * from "./other";'],
  ])("is refused: %s", async (code) => {
    expect(await refusingRules(FILE, BUILDERS + code)).toContain(SERVER_ACTIONS_RULE);
  });

  it("is refused under a builder's name, and inside a component", async () => {
    const lookalike = '"use server";\nimport { viewerAction } from "./mine";\n';
    const code = "export const choose = viewerAction('n', s, c);";
    expect(await refusingRules(FILE, lookalike + code)).toContain(SERVER_ACTIONS_RULE);
    const inline = 'export async function choose() { "use server"; await keep(); }';
    expect(await refusingRules("app/layout.tsx", inline)).toContain(SERVER_ACTIONS_RULE);
  });

  it.each([
    [FILE, `${BUILDERS}export const choose = viewerAction('n', s, c);`],
    [FILE, `${BUILDERS}export const choose = visitorForm(visitorAction('n', s, c));`],
    [FILE, `${BUILDERS}export type Chosen = string;`],
    ["lib/ids.ts", "export async function choose() { await keep(); }"],
  ])("is the only thing refused in %s: %s", async (file, code) => {
    expect(await refusingRules(file, code)).not.toContain(SERVER_ACTIONS_RULE);
  });
});
