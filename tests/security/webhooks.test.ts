import { beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { newId } from "@/lib/ids";
import * as commands from "@/lib/notifications/webhooks/commands";
import { findWebhook, listWebhooks } from "@/lib/notifications/webhooks/queries";
import * as sending from "@/lib/notifications/webhooks/send-again";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let viewers: Viewers;
let organizationId: string;
let webhookId: string;
const deliveryId = newId();

beforeEach(async () => {
  viewers = await makeViewers();
  ({ organizationId } = viewers);
  ({ webhookId } = await commands.addWebhook(viewers.owner, {
    organizationId,
    url: "https://localhost/",
    kinds: null,
  }));
  await sql("DELETE FROM webhook_delivery");
  await sql("INSERT INTO webhook_delivery (id, webhook_id) VALUES ($1, $2)", [
    deliveryId,
    webhookId,
  ]);
});

type Command = (viewer: Viewer) => Promise<unknown>;

const COMMANDS: Readonly<Record<string, Command>> = {
  addWebhook: (viewer) =>
    commands.addWebhook(viewer, { organizationId, url: "https://localhost/", kinds: null }),
  changeWebhookKinds: (viewer) =>
    commands.changeWebhookKinds(viewer, { webhookId, kinds: ["answered"] }),
  renewWebhookSecret: (viewer) => commands.renewWebhookSecret(viewer, { webhookId }),
  turnOnWebhook: (viewer) => commands.turnOnWebhook(viewer, { webhookId }),
  testWebhook: (viewer) => sending.testWebhook(viewer, { webhookId }),
  resendDelivery: (viewer) => sending.resendDelivery(viewer, { deliveryId }),
  replayWebhook: (viewer) =>
    sending.replayWebhook(viewer, {
      webhookId,
      from: "2026-01-01T00:00",
      until: "2026-01-02T00:00",
    }),
  removeWebhook: (viewer) => commands.removeWebhook(viewer, { webhookId }),
};

const REFUSED = [
  ["stranger", "not_found"],
  ["outsider", "not_found"],
  ["member", "forbidden"],
  ["reader", "forbidden"],
  ["disabled", "unauthenticated"],
] as const;

const stored = () =>
  sql("SELECT w.*, d.attempts FROM webhook w LEFT JOIN webhook_delivery d ON d.webhook_id = w.id");

it("every command is tested", () => {
  const exported = [...Object.entries(commands), ...Object.entries(sending)];
  const names = exported.flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
  expect(names.sort()).toEqual(Object.keys(COMMANDS).sort());
});

describe.each(Object.entries(COMMANDS))("%s", (_, command) => {
  it("is refused to all but managers with a fresh proof, and changes nothing", async () => {
    const before = await stored();
    for (const [name, code] of REFUSED)
      await expect(command(viewers[name]), name).rejects.toMatchObject({ code });
    await expect(command(viewers.staff)).rejects.toHaveProperty("code");
    const { owner } = viewers;
    const unproved = { ...owner, session: { ...owner.session, provedAt: null } };
    await expect(command(unproved)).rejects.toMatchObject({ code: "proof_required" });
    expect(await stored()).toEqual(before);
    await command(owner);
  });
});

describe("webhooks", () => {
  it("are shown to managers of their organization alone, without the secret", async () => {
    const { owner, ...others } = viewers;
    for (const name of ["stranger", "outsider", "member", "reader", "staff"] as const) {
      expect(await listWebhooks(others[name], organizationId), name).toEqual([]);
      expect(await findWebhook(others[name], webhookId), name).toBeNull();
    }
    expect(await currentViewer(others.disabled.userId)).toBeNull();
    expect(await listWebhooks(owner, organizationId)).toMatchObject([{ id: webhookId }]);
    const shown = JSON.stringify(await findWebhook(owner, webhookId));
    expect(shown).not.toMatch(/whsec|secret/i);
  });
});
