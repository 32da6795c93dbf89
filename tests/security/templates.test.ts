import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { registerProvider } from "@/lib/providers/registry";
import * as commands from "@/lib/tickets/templates/commands";
import { filingTemplates, listTemplates } from "@/lib/tickets/templates/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
const provider = memoryProvider(account);
let unregister = () => {};
let viewers: Viewers;
let connectionId: string;
let templateId: string;

const named = (name: string, subject = "Down") => ({
  connectionId,
  name,
  values: { subject, message: "What we always say.", rack: "no field" },
});

beforeAll(() => {
  unregister = registerProvider(provider);
});

afterAll(() => unregister());

beforeEach(async () => {
  viewers = await makeViewers();
  connectionId = await makeConnection(viewers.owner, "memory", account.key);
  ({ templateId } = await commands.saveTemplate(viewers.owner, named("Server down")));
});

const COMMANDS: Readonly<Record<string, (viewer: Viewer) => Promise<unknown>>> = {
  saveTemplate: (viewer) => commands.saveTemplate(viewer, named("Server down", "Other")),
  removeTemplate: (viewer) => commands.removeTemplate(viewer, { templateId }),
};

const REFUSED = [
  ["stranger", "not_found"],
  ["outsider", "not_found"],
  ["staff", "not_found"],
  ["member", "forbidden"],
  ["reader", "forbidden"],
  ["disabled", "unauthenticated"],
] as const;

const stored = () =>
  sql(
    "SELECT id, name, provider, values FROM filing_template WHERE organization_id = $1 ORDER BY id",
    [viewers.organizationId],
  );

it("every command is tested", () => {
  expect(Object.keys(commands).sort()).toEqual(Object.keys(COMMANDS).sort());
});

describe.each(Object.entries(COMMANDS))("%s", (_, command) => {
  it("is refused to all but managers, and changes nothing", async () => {
    const before = await stored();
    for (const [name, code] of REFUSED)
      await expect(command(viewers[name]), name).rejects.toMatchObject({ code });
    expect(await stored()).toEqual(before);
    await command(viewers.owner);
    expect(await stored()).not.toEqual(before);
  });
});

describe("templates", () => {
  it("are offered to those who file in their organization, and listed for managers", async () => {
    const { owner, member, ...others } = viewers;
    const values = { subject: "Down", message: "What we always say." };
    for (const viewer of [owner, member])
      expect(await filingTemplates(viewer, connectionId)).toEqual([
        { id: templateId, name: "Server down", values },
      ]);
    expect(await listTemplates(owner, viewers.organizationId)).toEqual([
      { id: templateId, name: "Server down", providerName: provider.name },
    ]);
    for (const name of ["stranger", "outsider", "reader", "staff"] as const)
      expect(await filingTemplates(others[name], connectionId), name).toEqual([]);
    expect(await listTemplates(member, viewers.organizationId)).toEqual([]);
  });

  it("keep a name once, no secrets, and not more than thirty", async () => {
    const { owner } = viewers;
    const again = await commands.saveTemplate(owner, named("Server down", "Down again"));
    expect(again).toEqual({ templateId });
    expect(await stored()).toMatchObject([{ values: { subject: "Down again" } }]);
    for (const subject of ["", "password: Sommar2026"])
      await expect(
        commands.saveTemplate(owner, { connectionId, name: "Other", values: { subject } }),
      ).rejects.toMatchObject({ code: "conflict" });
    await sql(
      `INSERT INTO filing_template (id, organization_id, provider, name, values, created_by_id)
       SELECT 'copy-' || n, organization_id, provider, 'Copy ' || n, values, created_by_id FROM filing_template, generate_series(1, 29) n WHERE id = $1`,
      [templateId],
    );
    await expect(commands.saveTemplate(owner, named("One more"))).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(commands.saveTemplate(owner, named("Server down"))).resolves.toBeDefined();
  });
});
