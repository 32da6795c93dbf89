import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  type FaultInput,
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
} from "@/sandbox/start";

import { sandboxHostupClient, sandboxUpsunClient } from "./clients";
import { pageRequest } from "./hostup-page";

describe("A fault", () => {
  let sandbox: HostupSandbox;
  let ask: ReturnType<typeof sandboxHostupClient>;
  beforeEach(async () => {
    sandbox = await startHostupSandbox({ seed: "empty-accounts" });
    ask = sandboxHostupClient(sandbox);
  });
  afterEach(() => sandbox.stop());

  const file = (signal?: AbortSignal) =>
    ask("/support/tickets", { method: "POST", json: pageRequest, signal });
  const list = (signal?: AbortSignal) => ask("/support/tickets", { signal });

  it("strikes as often as it is told, after as many as it lets pass, and only where it fits", async () => {
    sandbox.control.addFault({
      kind: "status",
      status: 503,
      method: "get",
      path: "*/support/tickets",
      skip: 1,
      count: 2,
    });
    expect((await ask("/support/departments")).status).toBe(200);
    expect((await file()).status).toBe(201);
    expect([
      (await list()).status,
      (await list()).status,
      (await list()).status,
      (await list()).status,
    ]).toEqual([200, 503, 503, 200]);
    expect(sandbox.control.faults()).toEqual([]);
  });

  it("lasts until it is removed when it has no count", async () => {
    const { id } = sandbox.control.addFault({ kind: "status", count: null });
    expect([(await list()).status, (await list()).status]).toEqual([503, 503]);
    sandbox.control.removeFault(id);
    expect((await list()).status).toBe(200);
  });

  it("is a 429 with Retry-After in seconds, as a date, or without", async () => {
    sandbox.control.addFault({ kind: "rate-limit", seconds: 20 });
    const seconds = await list();
    expect([seconds.status, seconds.headers.get("retry-after"), seconds.body.code]).toEqual([
      429,
      "20",
      "rate_limited",
    ]);
    expect(seconds.headers.get("x-ratelimit-reset")).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    sandbox.control.addFault({
      kind: "rate-limit",
      retryAfter: "http-date",
      code: "rate_limit_exceeded",
    });
    const date = await list();
    expect(date.headers.get("retry-after")).toMatch(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/);
    expect(date.body.code).toBe("rate_limit_exceeded");
    sandbox.control.addFault({ kind: "rate-limit", retryAfter: "none", reset: false });
    const none = await list();
    expect([
      none.status,
      none.headers.get("retry-after"),
      none.headers.get("x-ratelimit-reset"),
    ]).toEqual([429, null, null]);
  });

  it("is a 5xx as a problem, as a proxy's page, or with nothing", async () => {
    sandbox.control.addFault({ kind: "status", status: 500 });
    expect((await list()).body).toMatchObject({
      status: 500,
      code: "internal_error",
      requestId: expect.stringMatching(/^req_/),
    });
    sandbox.control.addFault({ kind: "status", status: 502, body: "html" });
    const page = await list();
    expect([page.status, page.headers.get("content-type"), page.text.includes("<html>")]).toEqual([
      502,
      "text/html",
      true,
    ]);
    sandbox.control.addFault({ kind: "status", status: 504, body: "empty" });
    const empty = await list();
    expect([empty.status, empty.text]).toEqual([504, ""]);
  });

  it("is any answer that a test wants", async () => {
    sandbox.control.addFault({
      kind: "answer",
      status: 200,
      body: { data: "none" },
      headers: { "x-odd": "1" },
    });
    const { body, headers } = await list();
    expect([body, headers.get("x-odd")]).toEqual([{ data: "none" }, "1"]);
  });

  it("makes an answer slow", async () => {
    sandbox.control.addFault({ kind: "slow", ms: 150 });
    const started = performance.now();
    expect((await list()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  it.each<[string, FaultInput, number]>([
    ["hangs before the write", { kind: "hang" }, 0],
    ["hangs after the write", { kind: "hang", when: "after" }, 1],
    ["hangs within the answer", { kind: "hang", when: "body" }, 1],
  ])("%s", async (_name, fault, written) => {
    sandbox.control.addFault(fault);
    await expect(file(AbortSignal.timeout(200))).rejects.toThrow();
    expect(sandbox.control.journal()).toHaveLength(written);
  });

  it.each<[string, FaultInput, number]>([
    ["before the write is accepted", { kind: "cut" }, 0],
    ["after the write is accepted", { kind: "cut", when: "after" }, 1],
    ["within the answer", { kind: "cut", when: "body" }, 1],
    ["with a 5xx although the write is accepted", { kind: "status", when: "after", count: 2 }, 1],
  ])("cuts the connection %s", async (_name, fault, written) => {
    sandbox.control.addFault(fault);
    const outcome = await file().then(
      ({ status }) => status,
      () => "cut",
    );
    expect(outcome).not.toBe(201);
    expect(sandbox.control.journal()).toHaveLength(written);
    expect(sandbox.control.tickets("northwind")).toHaveLength(written);
  });

  it("skews the provider's clock in every time it tells", async () => {
    sandbox.control.setClockSkew(-3_600_000);
    const { body, headers } = await file();
    const hourAgo = Date.now() - 3_600_000;
    expect(Math.abs(Date.parse(String(body.createdAt)) - hourAgo)).toBeLessThan(5000);
    expect(Math.abs(Date.parse(headers.get("date") ?? "") - hourAgo)).toBeLessThan(5000);
  });

  it("speaks Upsun's language at Upsun", async () => {
    const upsun = await startUpsunSandbox();
    try {
      const call = await sandboxUpsunClient(upsun);
      upsun.control.addFault({ kind: "status", status: 500, path: "/tickets*" });
      expect((await call("/tickets")).body).toEqual({ message: expect.any(String), code: 500 });
      upsun.control.addFault({ kind: "rate-limit", path: "/users/*", reset: false });
      expect((await call("/users/me")).body).toEqual({ error: expect.any(String) });
      const pageOf = async (page: number) =>
        (
          (await call(`/tickets?page=${page}`)).body as unknown as {
            tickets: { ticket_id: number }[];
          }
        ).tickets.map((ticket) => ticket.ticket_id);
      const first = await pageOf(1);
      upsun.control.addFault({ kind: "page-shift", by: 1, path: "/tickets?page=2" });
      expect((await pageOf(2))[0]).toBe(first.at(-1));
      expect((await pageOf(2))[0]).not.toBe(first.at(-1));
    } finally {
      await upsun.stop();
    }
  });
});
