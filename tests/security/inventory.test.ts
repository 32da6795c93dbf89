import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { getReviewService, getService, listServices } from "@/lib/inventory/queries";
import { serviceFilters } from "@/lib/inventory/schemas";
import { registerProvider } from "@/lib/providers/registry";
import { listAllTickets } from "@/lib/review/queries";
import { serviceStart } from "@/lib/tickets/filing/service-start";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import {
  currentViewer,
  makeConnection,
  makeOrganization,
  makeViewer,
  makeViewers,
} from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { withVisibleMarks } from "@/tests/helpers/texts";

useTestDatabase();

const account = new MemoryAccount();
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const SERVICE = "01K00000000000000000SERV01";
const FOREIGN = "01K00000000000000000SERV02";
const all = serviceFilters.parse({});
let owner: Viewer;
let member: Viewer;
let stranger: Viewer;
let outsider: Viewer;
let staff: Viewer;
let unregister = () => {};

async function addService(id: string, connectionId: string, name: string): Promise<void> {
  await sql(
    `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, details, status, read_at, listed_at)
     SELECT $1, organization_id, id, 'vps', $3, $4, '{"planName":"Start","expiresAt":"2020-01-01T00:00:00Z"}', 'suspended', now(), now() FROM connection WHERE id = $2`,
    [id, connectionId, `ext-${id}`, name],
  );
}

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  ({ owner, member, stranger, outsider, staff } = await makeViewers());
  account.put("m-1");
  const connectionId = await makeConnection(owner, "memory", account.key);
  await addService(SERVICE, connectionId, "db-01");
  await addService(FOREIGN, await makeConnection(stranger, "memory", account.key), "contoso-01");
  await syncNow(owner, { connectionId });
  await sql(
    "INSERT INTO ticket_service (ticket_id, position, service_id, kind, name, details) SELECT id, 9, $1, 'vps', 'db-01', '{\"status\":\"active\"}' FROM ticket WHERE connection_id = $2",
    [SERVICE, connectionId],
  );
  await sql(
    `INSERT INTO service_change (service_id, field, before, after, seen_at) VALUES ($1, 'status', '"active"', '"suspended"', now()), ($1, 'details.planName', '"Basic"', '"Start"', now())`,
    [SERVICE],
  );
});

afterAll(() => unregister());

describe("a ticket about a service", () => {
  it("starts with its account and the category of the newest ticket about it", async () => {
    const start = await serviceStart(member, SERVICE);
    expect(start).toMatchObject({ choice: null, values: { category: "help" } });
    const [service] = (await listServices(member, all)).services;
    expect(service?.mayFile).toBe(true);
  });

  it("is started by members of its organization alone", async () => {
    for (const viewer of [stranger, outsider, staff])
      expect(await serviceStart(viewer, SERVICE)).toBeNull();
    for (const id of [FOREIGN, UNKNOWN, "a\u0000b"])
      expect(await serviceStart(member, id)).toBeNull();
  });
});

describe("a service whose expiry has passed", () => {
  const EXPIRED = "01K00000000000000000SERV03";
  const RENEWED = "01K00000000000000000SERV04";
  const DATELESS = "01K00000000000000000SERV05";
  const NEVER = "01K00000000000000000SERV06";

  it("needs attention, whatever status its provider reports", async () => {
    const manager = await makeViewer({ organizationId: await makeOrganization() });
    const connectionId = await makeConnection(manager, "memory", account.key);
    for (const [id, name, expiresAt] of [
      [DATELESS, "a", "soon"],
      [RENEWED, "b", "2999-01-01T00:00:00Z"],
      [NEVER, "d", "0000-00-00"],
      [EXPIRED, "c", "2020-01-01"],
    ] as const) {
      await addService(id, connectionId, name);
      await sql(
        "UPDATE service SET status = 'active', details = jsonb_build_object('expiresAt', $2::text, 'autoRenew', true) WHERE id = $1",
        [id, expiresAt],
      );
    }
    const { services, choices } = await listServices(manager, all);
    expect(services.map(({ id, hasExpired, isTroubled }) => [id, hasExpired, isTroubled])).toEqual([
      [EXPIRED, true, true],
      [DATELESS, false, false],
      [RENEWED, false, false],
      [NEVER, false, false],
    ]);
    expect(services[0]).toMatchObject({ expiresSoon: true, hasTroubledStatus: false });
    expect(choices.state[0]?.label).toBe("Needs attention");
    const { services: filtered } = await listServices(
      manager,
      serviceFilters.parse({ state: "attention" }),
    );
    expect(filtered.map(({ id }) => id)).toEqual([EXPIRED]);
  });
});

describe("a service whose status is in another case", () => {
  it("needs attention as any other, and is of the same state", async () => {
    const manager = await makeViewer({ organizationId: await makeOrganization() });
    const connectionId = await makeConnection(manager, "memory", account.key);
    const ids = ["01K00000000000000000SERV07", "01K00000000000000000SERV08"];
    for (const id of ids) await addService(id, connectionId, id);
    await sql(
      `UPDATE service SET details = '{}', status = CASE WHEN id = $1 THEN 'Suspended' ELSE status END
       WHERE id = ANY($2)`,
      [ids[0], ids],
    );
    for (const state of [undefined, "attention", "suspended", "Suspended"]) {
      const { services, choices } = await listServices(manager, serviceFilters.parse({ state }));
      expect(services.map(({ id, isTroubled }) => [id, isTroubled])).toEqual(
        ids.map((id) => [id, true]),
      );
      expect(choices.state.map(({ value }) => value)).toEqual(["attention", "suspended"]);
    }
  });
});

describe.each([
  ["a manager", () => owner],
  ["a member", () => member],
])("%s", (_who, viewer) => {
  it("sees the organization's services, each with its history and its tickets, and no others", async () => {
    const { services, more } = await listServices(viewer(), all);
    expect(services).toMatchObject([
      { id: SERVICE, name: "db-01", status: "Suspended", tickets: 1, openTickets: 1 },
    ]);
    expect(more).toBe(false);
    const service = await getService(viewer(), SERVICE);
    expect(service?.changes.map((change) => withVisibleMarks(change.sentence))).toEqual([
      "Plan name changed from ⟦Basic⟧ to ⟦Start⟧",
      "Status changed from Active to Suspended",
    ]);
    expect(service?.newestTickets).toHaveLength(1);
    expect(service?.facts).toContainEqual(
      expect.objectContaining({ label: "Plan name", value: "Start" }),
    );
    expect(await getService(viewer(), FOREIGN)).toBeNull();
  });

  it("filters them by kind and state", async () => {
    const found = async (filters: object) =>
      (await listServices(viewer(), serviceFilters.parse(filters))).services.map(({ id }) => id);
    const { services, choices } = await listServices(viewer(), all);
    expect(services[0]).toMatchObject({ isTroubled: true, expiresSoon: true });
    expect(choices.kind.map(({ value }) => value)).toEqual(["vps"]);
    expect(choices.state.map(({ value }) => value)).toEqual(["attention", "suspended"]);
    for (const filters of [{ kind: "vps" }, { state: "attention" }, { state: "suspended" }])
      expect(await found(filters)).toEqual([SERVICE]);
    for (const filters of [{ kind: "domain" }, { state: "unlisted" }, { state: "active" }])
      expect(await found(filters)).toEqual([]);
  });

  it("finds them by name or by the provider's id, as plain text", async () => {
    for (const [q, count] of [
      ["DB-0", 1],
      [`ext-${SERVICE}`, 1],
      ["contoso", 0],
      ["%", 0],
      ["_", 0],
    ] as const) {
      expect((await listServices(viewer(), serviceFilters.parse({ q }))).services, q).toHaveLength(
        count,
      );
    }
    expect((await listServices(viewer(), serviceFilters.parse({ page: "2" }))).services).toEqual(
      [],
    );
  });
});

describe.each([
  ["another organization's manager", () => stranger],
  ["a person of no organization", () => outsider],
  ["staff, as if it were their own", () => staff],
])("%s", (_who, viewer) => {
  it("sees nothing of a service: it is as if there were none", async () => {
    const { services, choices } = await listServices(viewer(), all);
    expect(services.map((service) => service.id)).not.toContain(SERVICE);
    if (services.length === 0) expect(choices).toEqual({ kind: [], state: [] });
    for (const id of [SERVICE, UNKNOWN, "not-an-id"])
      expect(await getService(viewer(), id)).toBeNull();
  });
});

describe.each([
  ["a manager of it", () => owner],
  ["another organization's manager", () => stranger],
  ["a person of no organization", () => outsider],
])("the staff's view of a service, asked by %s", (_who, viewer) => {
  it("is refused, and nothing is noted", async () => {
    for (const id of [SERVICE, UNKNOWN])
      await expect(getReviewService(viewer(), id)).rejects.toMatchObject({ code: "not_found" });
    expect(
      await sql("SELECT 1 FROM audit_entry WHERE action = 'service.viewed' AND actor_id = $1", [
        viewer().userId,
      ]),
    ).toEqual([]);
  });
});

it("staff see any service, with a line in its organization's audit trail; an unknown one leaves none", async () => {
  expect(await getReviewService(staff, SERVICE)).toMatchObject({
    id: SERVICE,
    organizationName: "Northwind",
  });
  expect(await getReviewService(staff, UNKNOWN)).toBeNull();
  expect(
    await sql(
      "SELECT target_id FROM audit_entry WHERE action = 'service.viewed' AND actor_id = $1",
      [staff.userId],
    ),
  ).toEqual([{ target_id: SERVICE }]);
});

it("a disabled account is no viewer at all, so nothing is asked for it", async () => {
  const disabled = await makeViewer();
  await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [disabled.userId]);
  expect(await currentViewer(disabled.userId)).toBeNull();
});

it("the staff's list tells how fresh the connections of its tickets are, and of no others", async () => {
  const view = await listAllTickets(staff, ticketFilters.parse({}));
  const shown = [...new Set(view.items.map((item) => item.connectionId))];
  expect(shown).toHaveLength(1);
  expect(view.freshness.map((each) => each.connectionId)).toEqual(shown);
  expect(view.choices.provider.map((choice) => choice.value)).toContain("memory");
});

it("a long history is reachable to its first change, page by page, and only for those who see the service", async () => {
  const CHANGES = 450;
  await sql(
    `INSERT INTO service_change (service_id, field, before, after, seen_at)
     SELECT $1, 'status', to_jsonb('s' || n), to_jsonb('s' || (n + 1)), now() FROM generate_series(1, ${CHANGES}) n`,
    [SERVICE],
  );
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await getService(member, SERVICE, before);
    seen.push(...(page?.changes ?? []).map(({ id }) => id));
    expect(page?.isOlderHistory).toBe(before !== undefined);
    expect(await getService(stranger, SERVICE, before)).toBeNull();
    expect((await getReviewService(staff, SERVICE, before))?.changes).toEqual(page?.changes);
    before = page?.olderChanges ?? undefined;
  } while (before !== undefined);
  expect(seen).toHaveLength(CHANGES + 2);
  expect(new Set(seen).size).toBe(CHANGES + 2);
  // Whatever else an address says, the newest are shown.
  for (const odd of ["", "x", "-1", "1e3", "9".repeat(30)]) {
    expect((await getService(member, SERVICE, odd))?.changes[0]?.id).toBe(seen[0]);
  }
});
