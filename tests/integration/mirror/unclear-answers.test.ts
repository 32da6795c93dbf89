import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import type { ErrorCode } from "@/lib/error-codes";
import { AppError } from "@/lib/errors";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import type { ResourcePage, TicketProvider } from "@/lib/providers/contract";
import { registerProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
let unregister = () => {};

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

beforeEach(async () => {
  account = new MemoryAccount();
  await use(memoryProvider(account));
});

afterEach(() => unregister());

async function use(provider: TicketProvider): Promise<void> {
  unregister();
  unregister = registerProvider(provider);
  await sql("DELETE FROM connection");
  connectionId = await makeConnection(viewer, "memory", account.key);
}

const sync = (full?: boolean) => syncConnection(connectionId, { trigger: "cron", full });
const fill = (count: number) =>
  Array.from({ length: count }, (_unused, index) => account.put(`m-${index + 1}`));
const gone = async () =>
  (
    await sql<{ external_id: string }>(
      "SELECT external_id FROM ticket WHERE gone_at IS NOT NULL ORDER BY external_id",
    )
  ).map((row) => row.external_id);

describe("a missed ticket that cannot be asked for", () => {
  beforeEach(async () => {
    fill(3);
    await sync();
    account.tickets.clear();
    await sql("UPDATE connection SET deletions_checked_at = now() - interval '7 hours'");
  });

  const refuse = (code: ErrorCode) => {
    account.beforeRead = (id) => {
      if (id === "m-1") throw new AppError(code);
    };
  };

  it.each<ErrorCode>(["provider_forbidden", "provider_unreadable"])(
    "for itself alone (%s) does not keep others from being marked",
    async (code) => {
      refuse(code);
      expect(await sync()).toMatchObject({
        outcome: "partial",
        full: true,
        gone: 2,
        error: { code },
      });
      expect(await gone()).toEqual(["m-2", "m-3"]);
    },
  );

  it.each<ErrorCode>(["provider_unavailable", "provider_timeout", "provider_rate_limited"])(
    "because the provider fails (%s) is asked for in the next sweep, not hours later",
    async (code) => {
      refuse(code);
      expect(await sync()).toMatchObject({
        outcome: "partial",
        full: false,
        gone: 0,
        error: { code },
      });
      account.beforeRead = () => undefined;
      expect(await sync()).toMatchObject({ outcome: "complete", full: true, gone: 3 });
    },
  );

  it("because the key is dead leaves the connection to a person, and says so", async () => {
    account.before = (what) => {
      if (what === "read") account.key = "another key";
    };
    account.beforeRead = () => {
      throw new AppError("provider_unauthorized");
    };
    expect(await sync()).toMatchObject({ outcome: "failed", gone: 0 });
    expect(await sql("SELECT status, next_at, last_error_code FROM connection")).toEqual([
      { status: "needs_attention", next_at: null, last_error_code: "provider_unauthorized" },
    ]);
  });
});

describe("a full ticket that tells otherwise than its list entry", () => {
  const statuses = (change: (id: string) => string): TicketProvider => {
    const provider = memoryProvider(account);
    return {
      ...provider,
      open(options) {
        const session = provider.open(options);
        return {
          ...session,
          async readTicket(id) {
            const ticket = await session.readTicket(id);
            return (
              ticket && {
                ...ticket,
                status: change(id),
                raw: { ...(ticket.raw as object), status: change(id) },
              }
            );
          },
        };
      },
    };
  };

  it("is read once more, and then left alone: some lists always differ", async () => {
    await use(statuses(() => "in other words"));
    fill(2);
    expect(await sync()).toMatchObject({ detailsRead: 2, ticketsChanged: 2 });
    expect(await sync()).toMatchObject({ detailsRead: 2, ticketsChanged: 0, events: 0 });
    const before = await sql("SELECT xmin::text FROM ticket ORDER BY id");
    expect(await sync()).toMatchObject({ detailsRead: 0 });
    expect(await sql("SELECT xmin::text FROM ticket ORDER BY id")).toEqual(before);
  });
});

describe("an inventory of several pages", () => {
  it("is read as a whole when time is short: what stands on its first page is not gone", async () => {
    const provider = memoryProvider(account);
    const box = (number: number) => ({
      kind: "box",
      externalId: `box-${number}`,
      name: `Box ${number}`,
      status: "active",
      details: {},
    });
    async function* boxes(from: string | null): AsyncGenerator<ResourcePage> {
      for (let page = Number(from ?? 1); page <= 3; page += 1)
        yield { services: [box(page)], next: page < 3 ? String(page + 1) : null };
    }
    await use({
      ...provider,
      open(options) {
        const session = provider.open(options);
        return {
          ...session,
          resources: session.resources.map((resource) =>
            resource.kind === "services" ? { ...resource, pages: boxes } : resource,
          ),
        };
      },
    });
    for (let round = 0; round < 3; round += 1) {
      await syncConnection(connectionId, { trigger: "cron", budget: -1 });
      await sql("UPDATE connection SET resources_read_at = '{}'");
    }
    expect(await sql("SELECT external_id, gone_at FROM service ORDER BY external_id")).toEqual(
      [1, 2, 3].map((number) => ({ external_id: `box-${number}`, gone_at: null })),
    );
  });
});
