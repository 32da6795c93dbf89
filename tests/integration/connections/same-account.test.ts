import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { connectAccount, disconnect, replaceKey } from "@/lib/connections/commands";
import { syncNow } from "@/lib/connections/sync-now";
import { type Message, message } from "@/lib/i18n/message";
import { newSweep, saveCheckpoint } from "@/lib/mirror/sync/checkpoint";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts, upsunAccounts } from "../../../sandbox/accounts";
import { useHostup, useUpsun } from "../mirror/accounts";

useTestDatabase();
const hostup = useHostup({ seed: "demo" });
const upsun = useUpsun({ seed: "demo" });
const { northwind, contoso } = hostupAccounts;
const TOKEN = upsunAccounts.northwind.key.key;
let viewer: Viewer;

beforeEach(async () => {
  hostup.control.reset("demo");
  upsun.control.reset("demo");
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

const connected = async (provider: string, credential: string, label = "Main hosting") =>
  (await connectAccount(viewer, { provider, credential, label })).connectionId;
const count = async () =>
  (
    await sql("SELECT 1 FROM connection WHERE organization_id = $1", [
      viewer.memberships[0]?.organizationId,
    ])
  ).length;
const refused = (text: Message) => ({ code: "invalid", text, fieldErrors: { credential: text } });
const ALREADY = refused(
  message("connections.errors.alreadyConnected", { label: { words: "Main hosting" } }),
);

describe("connecting an account that is connected already", () => {
  it.each([
    ["the same HostUp key", "hostup", northwind.key.key],
    ["the same Upsun token", "upsun", TOKEN],
  ])("by %s is refused, and nothing is saved", async (_name, provider, key) => {
    await connected(provider, key);
    await expect(connected(provider, ` ${key}\n`, "Again")).rejects.toMatchObject(ALREADY);
    expect(await count()).toBe(1);
  });

  it("by two requests at once saves one", async () => {
    const both = await Promise.allSettled([
      connected("hostup", northwind.key.key),
      connected("hostup", northwind.key.key),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await count()).toBe(1);
  });

  it("by another token of the same Upsun user is refused", async () => {
    await connected("upsun", TOKEN);
    await expect(connected("upsun", upsunAccounts.northwind.readOnlyKey.key)).rejects.toMatchObject(
      ALREADY,
    );
  });

  it("by another key that shows the same HostUp tickets is refused", async () => {
    await syncNow(viewer, { connectionId: await connected("hostup", northwind.key.key) });
    await expect(connected("hostup", northwind.noVpsKey.key)).rejects.toMatchObject(ALREADY);
    expect(await count()).toBe(1);
  });

  it("is no matter for another account, another organization, or after disconnecting", async () => {
    const connectionId = await connected("hostup", northwind.key.key);
    await connected("hostup", contoso.key.key, "Contoso");
    await disconnect(viewer, { connectionId });
    await connected("hostup", northwind.key.key);
    viewer = await makeViewer({ organizationId: await makeOrganization() });
    await connected("hostup", northwind.key.key);
  });
});

describe("a key of another provider", () => {
  const other = (owner: string, chosen: string) =>
    refused(message("connections.errors.otherProvider", { owner, chosen }));

  it("is named by its shape, and not sent to the chosen one", async () => {
    const calls = vi.spyOn(globalThis, "fetch");
    await expect(connected("upsun", northwind.key.key)).rejects.toMatchObject(
      other("HostUp", "Upsun"),
    );
    await expect(connected("hostup", TOKEN)).rejects.toMatchObject(other("Upsun", "HostUp"));
    expect(calls).not.toHaveBeenCalled();
    expect(await count()).toBe(0);
    await connected("upsun", TOKEN);
    expect(calls).toHaveBeenCalled();
    calls.mockRestore();
  });

  it("does not replace the key of a connection", async () => {
    const connectionId = await connected("hostup", northwind.key.key);
    await expect(replaceKey(viewer, { connectionId, credential: TOKEN })).rejects.toMatchObject(
      other("Upsun", "HostUp"),
    );
  });
});

describe("a replaced key", () => {
  it("that is another connection's is refused", async () => {
    await connected("hostup", northwind.key.key);
    const other = await connected("hostup", contoso.key.key, "Contoso");
    await expect(
      replaceKey(viewer, { connectionId: other, credential: northwind.key.key }),
    ).rejects.toMatchObject(ALREADY);
  });

  it("of another account is refused; the same key and another one of the account are taken", async () => {
    const connectionId = await connected("hostup", northwind.key.key);
    await syncNow(viewer, { connectionId });
    await expect(
      replaceKey(viewer, { connectionId, credential: contoso.key.key }),
    ).rejects.toMatchObject(refused(message("connections.errors.otherAccount")));
    for (const { key } of [northwind.key, northwind.noVpsKey, northwind.noWriteKey])
      await replaceKey(viewer, { connectionId, credential: key });
  });

  it("that may not read is taken only if its services show whose it is", async () => {
    const connectionId = await connected("hostup", northwind.key.key);
    await syncNow(viewer, { connectionId });
    hostup.control.removeScope(contoso.key.key, "read:support");
    await expect(
      replaceKey(viewer, { connectionId, credential: contoso.key.key }),
    ).rejects.toMatchObject(refused(message("connections.errors.cannotCompare")));
    await replaceKey(viewer, { connectionId, credential: northwind.noReadKey.key });
  });
});

describe("what a provider names", () => {
  it("is stored without characters that the database refuses", async () => {
    const body = { id: 7, first_name: "Ja\u0000ne", last_name: "\ud800", email: false };
    upsun.control.addFault({ kind: "answer", path: "/users/me", body, count: null });
    const connectionId = await connected("upsun", TOKEN);
    const [row] = await sql<{ account: unknown; lease_token: number }>(
      "SELECT account, lease_token FROM connection WHERE id = $1",
      [connectionId],
    );
    expect(row?.account).toEqual({ id: "7", name: "Ja\ufffdne \ufffd" });
    const checkpoint = { ...newSweep(new Date(), false), from: "a\u0000b\ud800" };
    await saveCheckpoint(connectionId, row?.lease_token ?? 0, checkpoint, { seen: [], read: [] });
  });
});
