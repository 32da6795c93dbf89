import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { upsunAccounts } from "@/sandbox/accounts";
import { startUpsunSandbox, type UpsunSandbox } from "@/sandbox/start";

import { sandboxUpsunClient } from "./clients";

interface Ticket {
  ticket_id: number;
  status: string;
  priority: string;
  type: string;
  updated: string;
  collaborator_ids: string[];
}
interface Page {
  count: number;
  tickets: Ticket[];
  _links: { self: { href: string }; previous?: { href: string }; next?: { href: string } };
}

describe("Upsun's tickets", () => {
  let sandbox: UpsunSandbox;
  let ask: Awaited<ReturnType<typeof sandboxUpsunClient>>;
  beforeAll(async () => {
    sandbox = await startUpsunSandbox();
    ask = await sandboxUpsunClient(sandbox);
  });
  afterAll(() => sandbox.stop());

  const list = async (query = "") => (await ask(`/tickets${query}`)).body as unknown as Page;
  const file = async (fields: Record<string, unknown> = {}) =>
    (await ask("/tickets", { method: "POST", json: { subject: "S", description: "D", ...fields } }))
      .body as unknown as Ticket;
  const patch = (id: number, json: unknown) => ask(`/tickets/${id}`, { method: "PATCH", json });
  const project = (plan: string) =>
    sandbox.control
      .tickets("northwind")
      .find(({ ticket }) => ticket.support_plan === plan && ticket.subscription_id !== undefined)
      ?.ticket ?? {};

  it("are paged by links that lead to every ticket once", async () => {
    const seen: number[] = [];
    let next: string | undefined = "/tickets";
    let pages = 0;
    while (next !== undefined) {
      const page = (await ask(next)).body as unknown as Page;
      expect(page.count).toBe(80);
      expect(page._links.previous === undefined).toBe(pages === 0);
      seen.push(...page.tickets.map(({ ticket_id }) => ticket_id));
      next = page._links.next?.href;
      pages += 1;
    }
    expect([pages, new Set(seen).size, seen.length]).toEqual([4, 80, 80]);
  });

  it("have an empty page behind the last one, and no page 0", async () => {
    const beyond = await list("?page=99");
    expect([beyond.tickets, beyond._links.next]).toEqual([[], undefined]);
    expect((await ask("/tickets?page=0")).body).toEqual({
      message: expect.stringContaining("page"),
      code: 400,
    });
  });

  it("are filtered by each documented field", async () => {
    const tickets = sandbox.control
      .tickets("northwind")
      .map(({ ticket }) => ticket as unknown as Ticket);
    const some = tickets[40];
    expect((await list(`?filter[ticket_id]=${some?.ticket_id ?? ""}`)).tickets).toEqual([some]);
    for (const [field, value] of [
      ["status", "closed"],
      ["priority", "high"],
      ["type", "question"],
      ["requester_id", upsunAccounts.northwind.userId],
      ["has_incidents", "true"],
    ] as const) {
      const wanted = tickets.filter((ticket) => String(ticket[field as keyof Ticket]) === value);
      expect(wanted.length, field).toBeGreaterThan(0);
      expect((await list(`?filter[${field}]=${value}`)).count, field).toBe(wanted.length);
    }
    const since = tickets[9]?.updated ?? "";
    expect((await list(`?filter[updated]=${encodeURIComponent(since)}`)).count).toBe(
      tickets.filter(({ updated }) => updated >= since).length,
    );
    expect(
      (await list("?filter[status]=closed&filter[priority]=low")).tickets.every(
        ({ status, priority }) => status === "closed" && priority === "low",
      ),
    ).toBe(true);
  });

  it("are searched in subject and description", async () => {
    const { ticket_id } = await file({ subject: "Quite unusual zebra", description: "nothing" });
    const other = await file({ subject: "nothing", description: "the ZEBRA again" });
    expect((await list("?search=zebra")).tickets.map((ticket) => ticket.ticket_id).sort()).toEqual(
      [ticket_id, other.ticket_id].sort(),
    );
  });

  it.each([
    "filter[status]=open,new",
    "filter[priority]=medium",
    "filter[updated]=yesterday",
    "filter[ticket_id]=abc",
    "filter[requester_id]=me",
  ])("refuse the filter %s", async (query) => {
    expect((await ask(`/tickets?${query}`)).body).toEqual({
      message: expect.any(String),
      code: 400,
    });
  });

  it.each<[Record<string, unknown>, number, string]>([
    [{ subject: undefined }, 400, "/subject"],
    [{ description: " " }, 400, "/description"],
    [{ priority: "medium" }, 400, "/priority"],
    [{ category: "other" }, 400, "/category"],
    [{ affected_url: "shop" }, 400, "/affected_url"],
    [{ message: "x" }, 400, "/message"],
    [{ attachments: [{ filename: "a.txt", data: "not base64" }] }, 400, "/attachments/0/data"],
    [
      { attachments: [{ filename: "a.txt", data: "YQ==", type: "text/plain" }] },
      400,
      "/attachments/0/type",
    ],
    [{ subscription_id: "1" }, 404, "/subscription_id"],
    [{ organization_id: "01HXXXXXXXXXXXXXXXXXXXXXXX" }, 404, "/organization_id"],
    [{ followup_tid: "1" }, 404, "/followup_tid"],
    [{ requester_id: upsunAccounts.contoso.userId }, 403, "/requester_id"],
    [{ priority: "urgent" }, 400, "/priority"],
  ])("refuse to be filed with %j", async (fields, status, pointer) => {
    const filed = sandbox.control.journal().length;
    const answer = await ask("/tickets", {
      method: "POST",
      json: { subject: "S", description: "D", ...fields },
    });
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ message: expect.stringContaining(pointer), code: status });
    expect(sandbox.control.journal()).toHaveLength(filed);
  });

  it("offer priorities by plan and category, and hold requests to them", async () => {
    const offered = async (plan: string, category: string) => {
      const { body } = await ask(
        `/tickets/priority?subscription_id=${String(project(plan).subscription_id)}&category=${category}`,
      );
      return (body as unknown as { id: string }[]).map(({ id }) => id);
    };
    expect(await offered("Premium", "incident_outage")).toEqual([
      "low",
      "normal",
      "high",
      "urgent",
    ]);
    expect(await offered("Premium", "billing_question")).toEqual(["low", "normal"]);
    expect(await offered("Standard", "bug_report")).toEqual(["low", "normal", "high"]);
    expect(await offered("Basic", "bug_report")).toEqual(["low", "normal"]);
    const subscription_id = project("Standard").subscription_id;
    expect(
      (
        await ask("/tickets", {
          method: "POST",
          json: {
            subject: "S",
            description: "D",
            subscription_id,
            category: "bug_report",
            priority: "urgent",
          },
        })
      ).status,
    ).toBe(400);
    expect(
      await file({ subscription_id, category: "incident_outage", priority: "urgent" }),
    ).toMatchObject({ priority: "urgent", type: "incident" });
  });

  it("offer categories by plan", async () => {
    const { body } = await ask(
      `/tickets/category?subscription_id=${String(project("Basic").subscription_id)}`,
    );
    expect((body as unknown as { id: string }[]).map(({ id }) => id)).not.toContain(
      "incident_outage",
    );
    expect((await ask("/tickets/category?subscription_id=1")).status).toBe(404);
  });

  it("go from solved to open and back, and answer 204 when nothing changes", async () => {
    const { ticket_id } = await file();
    expect((await patch(ticket_id, {})).status).toBe(204);
    expect((await patch(ticket_id, { status: "solved" })).body.status).toBe("solved");
    const again = await patch(ticket_id, { status: "solved" });
    expect([again.status, again.text]).toEqual([204, ""]);
    expect((await patch(ticket_id, { status: "open" })).body.status).toBe("open");
    expect(
      sandbox.control
        .journal()
        .filter(({ method, ids }) => method === "PATCH" && ids.ticketId === String(ticket_id)),
    ).toHaveLength(2);
  });

  it("cannot be reopened once closed, nor set to anything but open and solved", async () => {
    const { ticket_id } = await file();
    expect((await patch(ticket_id, { status: "closed" })).body).toEqual({
      message: expect.stringContaining("/status"),
      code: 400,
    });
    expect((await patch(ticket_id, { subject: "new" })).status).toBe(400);
    sandbox.control.changeTicket(String(ticket_id), { status: "closed" });
    expect((await patch(ticket_id, { status: "open" })).status).toBe(409);
    expect(await file({ followup_tid: String(ticket_id) })).toMatchObject({
      followup_tid: String(ticket_id),
    });
  });

  it("add collaborators, or replace them on request", async () => {
    const [a, b] = [upsunAccounts.contoso.userId, upsunAccounts.northwindStaging.userId];
    const { ticket_id } = await file({ collaborator_ids: [a] });
    expect((await patch(ticket_id, { collaborator_ids: [b] })).body.collaborator_ids).toEqual([
      a,
      b,
    ]);
    expect((await patch(ticket_id, { collaborator_ids: [a, b] })).status).toBe(204);
    expect(
      (await patch(ticket_id, { collaborator_ids: [b], collaborators_replace: true })).body
        .collaborator_ids,
    ).toEqual([b]);
  });

  it("are nobody else's", async () => {
    const [theirs] = sandbox.control.tickets("contoso");
    expect((await patch(Number(theirs?.id), { status: "solved" })).body).toEqual({
      message: expect.any(String),
      code: 404,
    });
    expect((await list(`?filter[ticket_id]=${theirs?.id ?? ""}`)).count).toBe(0);
  });
});

describe("Upsun's users and organizations", () => {
  let sandbox: UpsunSandbox;
  let ask: Awaited<ReturnType<typeof sandboxUpsunClient>>;
  beforeAll(async () => {
    sandbox = await startUpsunSandbox({ seed: "empty-accounts" });
    ask = await sandboxUpsunClient(sandbox);
  });
  afterAll(() => sandbox.stop());

  interface List {
    count: number;
    items: { id: string; label: string; title: string; subscription_id: string }[];
    _links: { next?: { href: string }; previous?: { href: string } };
  }
  const lists = async (path: string) => (await ask(path)).body as unknown as List;

  it("name the caller and two organizations", async () => {
    expect((await ask("/users/me")).body).toMatchObject({
      id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
      email: "customer@example.com",
    });
    const { items } = await lists("/organizations");
    expect(items.map(({ label }) => label)).toEqual(["Northwind Trading", "Northwind Labs"]);
    expect((await lists(`/users/${upsunAccounts.northwind.userId}/organizations`)).items).toEqual(
      items,
    );
  });

  it("page projects by links, forth and back", async () => {
    const [organization] = (await lists("/organizations")).items;
    const base = `/organizations/${organization?.id ?? ""}/projects`;
    const first = await lists(`${base}?page[size]=3`);
    const second = await lists(first._links.next?.href ?? "");
    expect([first.items.length, second.items.length, first.count]).toEqual([3, 1, 4]);
    expect(second._links.next).toBeUndefined();
    expect((await lists(second._links.previous?.href ?? "")).items).toEqual(first.items);
    const { items } = await lists(`/organizations/${organization?.id ?? ""}/subscriptions`);
    expect(items.map(({ id }) => id)).toEqual(
      [...first.items, ...second.items].map(({ subscription_id }) => subscription_id),
    );
  });

  it("sort and filter", async () => {
    const [organization] = (await lists("/organizations?filter[name][contains]=labs")).items;
    expect(organization?.label).toBe("Northwind Labs");
    const titles = async (query: string) =>
      (await lists(`/organizations/${organization?.id ?? ""}/projects?${query}`)).items.map(
        ({ title }) => title,
      );
    expect(await titles("sort=title")).toEqual(["Recommendation API", "Tea Finder"]);
    expect(await titles("sort=-title&filter[title][starts]=Tea")).toEqual(["Tea Finder"]);
  });

  it.each([
    "?page[size]=0",
    "?page[size]=101",
    "?page[after]=bogus",
    "?sort=owner",
    "?filter[shoe]=1",
  ])("refuse /organizations%s as a problem", async (query) => {
    const { status, headers, body } = await ask(`/organizations${query}`);
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      status: 400,
      error: expect.any(String),
      detail: expect.any(String),
    });
  });

  it("refuse strangers: another user, another's organization, a token without the right", async () => {
    expect((await ask(`/users/${upsunAccounts.contoso.userId}/organizations`)).status).toBe(403);
    const theirs = (
      await (
        await sandboxUpsunClient(sandbox, upsunAccounts.contoso.key.key)
      )("/organizations")
    ).body as unknown as List;
    expect((await ask(`/organizations/${theirs.items[0]?.id ?? ""}/projects`)).status).toBe(404);
    const limited = await sandboxUpsunClient(
      sandbox,
      upsunAccounts.northwind.noOrganizationsKey.key,
    );
    expect((await limited("/organizations")).body).toMatchObject({
      status: 403,
      detail: expect.stringContaining("organizations:read"),
    });
    expect((await limited("/tickets")).status).toBe(200);
    const reader = await sandboxUpsunClient(sandbox, upsunAccounts.northwind.readOnlyKey.key);
    expect(
      (await reader("/tickets", { method: "POST", json: { subject: "S", description: "D" } })).body,
    ).toEqual({ message: expect.stringContaining("tickets:write"), code: 403 });
    sandbox.control.removeScope(upsunAccounts.northwind.noOrganizationsKey.key, "users:read");
    expect((await limited("/users/me")).body).toEqual({
      error: expect.stringContaining("users:read"),
    });
  });

  it("know no other path", async () => {
    expect((await ask("/organizations/x/y")).status).toBe(404);
    expect((await ask("/tickets/1")).status).toBe(404);
    expect((await ask("/nothing")).body).toEqual({ error: expect.any(String) });
  });
});
