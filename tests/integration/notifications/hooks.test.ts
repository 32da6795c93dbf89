import { beforeEach, describe, expect, it } from "vitest";

import { addKnownPerson, findKnownPerson } from "@/lib/accounts/invitations/known-person";
import { replaceKey } from "@/lib/connections/commands";
import { transaction } from "@/lib/db/kysely";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { useTestDatabase } from "@/tests/helpers/database";
import { type MemoryConnection, useMemoryConnection } from "@/tests/helpers/memory-connection";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let connection: MemoryConnection;
let organizationId: string;
useMemoryConnection((made) => (connection = made), {
  clear: ["notice", "notification", "notice_delivery", "pgboss.job"],
});
beforeEach(() => {
  organizationId = connection.viewer.memberships[0]?.organizationId ?? "";
});

const sweep = async () =>
  (await syncConnection(connection.connectionId, { trigger: "person" })).outcome;
const notices = () =>
  sql("SELECT kind, detail, topic, connection_id, actor_id, recipient_id FROM notice ORDER BY id");
const notified = () =>
  sql<{ user_id: string; reason: string; unread: boolean }>(
    "SELECT user_id, reason, unread_since IS NOT NULL AS unread FROM notification ORDER BY user_id",
  );

describe("a key that the provider refuses", () => {
  it("notifies managers, once, until another one is stored", async () => {
    const { account, viewer, connectionId } = connection;
    await makeViewer({ organizationId, membership: "member" });
    account.key = "another-key";
    expect(await sweep()).toBe("failed");
    const notice = {
      kind: "connection",
      detail: "key_refused",
      topic: `connection:${connectionId}`,
      connection_id: connectionId,
      actor_id: null,
      recipient_id: null,
    };
    expect(await notices()).toEqual([notice]);
    expect(await notified()).toEqual([{ user_id: viewer.userId, reason: "manages", unread: true }]);
    expect(await sql("SELECT status FROM connection")).toEqual([{ status: "needs_attention" }]);
    await sweep();
    expect(await notices()).toEqual([notice]);

    await replaceKey(viewer, { connectionId, credential: "another-key" });
    expect(await notified()).toMatchObject([{ user_id: viewer.userId, unread: false }]);
  });

  it("is read for everyone once the provider accepts it again", async () => {
    const { account } = connection;
    account.key = "another-key";
    await sweep();
    expect(await notified()).toMatchObject([{ unread: true }]);
    account.key = "right-key";
    expect(await sweep()).toBe("complete");
    expect(await sql("SELECT status FROM connection")).toEqual([{ status: "active" }]);
    expect(await notified()).toMatchObject([{ unread: false }]);
  });

  it("notifies no one if another sweep has taken over", async () => {
    const { account, connectionId } = connection;
    account.before = async (what) => {
      if (what !== "list") return;
      await sql("UPDATE connection SET lease_token = lease_token + 1 WHERE id = $1", [
        connectionId,
      ]);
      account.key = "another-key";
    };
    account.put("t1");
    await sweep();
    expect(await notices()).toEqual([]);
  });

  it("and a provider that is down, which is no news", async () => {
    const { AppError } = await import("@/lib/errors");
    connection.account.failOn("list", new AppError("provider_unavailable"));
    connection.account.put("t1");
    expect(await sweep()).toBe("failed");
    expect(await notices()).toEqual([]);
  });
});

describe("an invited person with an account", () => {
  it("is notified, and no one else", async () => {
    const known = await makeViewer();
    await transaction(async (client) => {
      const person = await findKnownPerson(client, known.email);
      if (!person) throw new Error("The person is not there.");
      await addKnownPerson(client, connection.viewer, person, {
        organizationId,
        organizationName: "Northwind",
        role: "member",
      });
    });
    expect(await notices()).toEqual([
      {
        kind: "added",
        detail: "added",
        topic: `organization:${organizationId}`,
        connection_id: null,
        actor_id: connection.viewer.userId,
        recipient_id: known.userId,
      },
    ]);
    expect(await notified()).toEqual([{ user_id: known.userId, reason: "own", unread: true }]);
    expect(await sql("SELECT 1 FROM notice_delivery")).toEqual([]);
  });
});
