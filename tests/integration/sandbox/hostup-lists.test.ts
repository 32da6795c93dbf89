import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type HostupSandbox, startHostupSandbox } from "@/sandbox/start";

import { sandboxHostupClient } from "./clients";

interface Page {
  data: {
    id: string;
    status: string;
    departmentSlug: string;
    name: string;
    serviceStatus: string;
  }[];
  nextCursor: string | null;
}

describe("HostUp's lists", () => {
  let sandbox: HostupSandbox;
  let ask: ReturnType<typeof sandboxHostupClient>;
  beforeAll(async () => {
    sandbox = await startHostupSandbox();
    ask = sandboxHostupClient(sandbox);
  });
  afterAll(() => sandbox.stop());

  async function all(path: string): Promise<{ pages: number; items: Page["data"] }> {
    const items: Page["data"] = [];
    let cursor: string | null = null;
    for (let pages = 1; ; pages += 1) {
      const joined: string = path + (path.includes("?") ? "&" : "?");
      const page = (
        await ask(cursor === null ? path : `${joined}cursor=${encodeURIComponent(cursor)}`)
      ).body as unknown as Page;
      items.push(...page.data);
      if (page.nextCursor === null) return { pages, items };
      cursor = page.nextCursor;
    }
  }

  it("show every ticket once, 25 a page unless asked otherwise", async () => {
    const { pages, items } = await all("/support/tickets");
    expect(pages).toBe(6);
    expect(new Set(items.map(({ id }) => id)).size).toBe(150);
    expect((await all("/support/tickets?limit=100")).pages).toBe(2);
    expect(items.map(({ id }) => id).sort()).toEqual(
      sandbox.control
        .tickets("northwind")
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("end without a cursor when the last page is exactly full", async () => {
    const { pages } = await all("/support/tickets?limit=50");
    expect(pages).toBe(3);
  });

  it("filter by status and department", async () => {
    const { items } = await all("/support/tickets?status=closed&departmentSlug=vps&limit=7");
    expect(items.length).toBeGreaterThan(7);
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(["closed"]));
    expect(new Set(items.map(({ departmentSlug }) => departmentSlug))).toEqual(new Set(["vps"]));
  });

  it("are not disturbed by a ticket that is filed meanwhile", async () => {
    const first = (await ask("/support/tickets?limit=10")).body as unknown as Page;
    sandbox.control.createTicket("northwind", { subject: "Filed meanwhile" });
    const second = (await ask(`/support/tickets?limit=10&cursor=${first.nextCursor ?? ""}`))
      .body as unknown as Page;
    expect(second.data.filter(({ id }) => first.data.some((one) => one.id === id))).toEqual([]);
  });

  it("repeat or lose tickets when pages are made to shift", async () => {
    const list = () => sandbox.control.tickets("northwind").map(({ id }) => id);
    const first = (await ask("/support/tickets?limit=10")).body as unknown as Page;
    const next = async (by: number) => {
      sandbox.control.addFault({ kind: "page-shift", by });
      return (
        (await ask(`/support/tickets?limit=10&cursor=${first.nextCursor ?? ""}`))
          .body as unknown as Page
      ).data.map(({ id }) => id);
    };
    expect(await next(1)).toEqual(list().slice(9, 19));
    expect(await next(-2)).toEqual(list().slice(12, 22));
  });

  it("show the inventory, page by page and by name", async () => {
    const domains = await all("/domains?limit=5");
    expect([domains.pages, domains.items.length]).toEqual([3, 12]);
    expect(new Set(domains.items.map(({ serviceStatus }) => serviceStatus))).toContain("expired");
    const named = (await ask("/domains?name=example.com")).body as unknown as Page;
    expect(named.data.map(({ id }) => id)).toEqual(["dom_01hxa3b4c5d6e7f8g9h0j1k2m3"]);
    const vps = (await ask("/vps?primaryIp=192.0.2.10")).body as unknown as Page;
    expect(vps.data).toMatchObject([
      { name: "app-01", resources: { cpuCores: 1 }, billing: { planName: "VPS XS" } },
    ]);
    expect((await all("/vps")).items).toHaveLength(5);
    expect(
      (await all("/shared-hosting?limit=3")).items.every(({ id }) => id.startsWith("acct_")),
    ).toBe(true);
  });

  it("describe departments, some with HTML and some with nothing", async () => {
    const { departments } = (await ask("/support/departments")).body as unknown as {
      departments: { slug: string; description?: string | null }[];
    };
    expect(departments.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(["general-web-hosting", "domain-names", "vps", "billing"]),
    );
    expect(departments.some(({ description }) => description?.includes("<br"))).toBe(true);
    expect(departments.some(({ description }) => !description)).toBe(true);
  });

  it("page through a large account in a few seconds", async () => {
    const large = await startHostupSandbox({ seed: { tickets: 3000 } });
    try {
      const page = sandboxHostupClient(large);
      const started = performance.now();
      let cursor: string | null = "";
      let count = 0;
      while (cursor !== null) {
        const { body } = await page(`/support/tickets?limit=100${cursor && `&cursor=${cursor}`}`);
        const { data, nextCursor } = body as unknown as Page;
        count += data.length;
        cursor = nextCursor;
      }
      expect(count).toBe(3000);
      expect(performance.now() - started).toBeLessThan(5000);
    } finally {
      await large.stop();
    }
  });
});
