import { inflateSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { hostupAccounts } from "@/sandbox/accounts";
import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "@/sandbox/start";

const NOW = new Date("2026-06-15T12:00:00Z");
const YEAR = 366 * 86_400_000;

interface Ticket {
  subject: string | null;
  body: string | null;
  description: string | null;
  status: string;
  priority: string | null;
  createdAt: string;
  updatedAt: string | null;
  lastMessageAt: string | null;
  messageCount: number;
  messages: { body: string | null; sentAt: string; encrypted: boolean; sender: string }[];
  linkedServices: { serviceType: string; details: object | null }[];
  attachments: {
    id: string;
    filename: string | null;
    mimeType: string | null;
    downloadUrl: string;
  }[];
}

describe("The demo's tickets", () => {
  let hostup: HostupSandbox;
  let upsun: UpsunSandbox;
  beforeAll(async () => {
    [hostup, upsun] = await Promise.all([
      startHostupSandbox({ now: () => NOW }),
      startUpsunSandbox({ now: () => NOW }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([hostup.stop(), upsun.stop()]);
  });

  const at = (sandbox: HostupSandbox | UpsunSandbox, account?: string) =>
    sandbox.control.tickets(account).map(({ ticket }) => ticket as unknown as Ticket);
  const values = (tickets: Ticket[], field: keyof Ticket) =>
    new Set(tickets.map((ticket) => ticket[field]));

  it("are about 300, shared out between the accounts", () => {
    const counts = (sandbox: HostupSandbox | UpsunSandbox) =>
      Object.fromEntries(sandbox.control.accounts().map(({ id, tickets }) => [id, tickets]));
    expect(counts(hostup)).toEqual({ northwind: 150, contoso: 40, "northwind-staging": 6 });
    expect(counts(upsun)).toEqual({ northwind: 80, contoso: 25, "northwind-staging": 4 });
  });

  it("are in every status and priority, and some in ones that nobody documents", () => {
    expect([...values(at(hostup, "northwind"), "status")].sort()).toEqual([
      "answered",
      "closed",
      "customer_reply",
      "escalated",
      "in_progress",
      "on_hold",
      "open",
      "unknown",
    ]);
    expect([...values(at(hostup), "priority")].sort()).toEqual([
      "critical",
      "high",
      "low",
      "medium",
      "urgent",
    ]);
    expect([...values(at(upsun, "northwind"), "status")].sort()).toEqual([
      "closed",
      "deleted",
      "escalated",
      "hold",
      "new",
      "open",
      "pending",
      "solved",
      "unknown",
    ]);
    for (const priority of ["low", "normal", "high", "urgent"])
      expect(values(at(upsun), "priority")).toContain(priority);
  });

  it("lie within the last year, each message after the one before, none in the future", () => {
    for (const { createdAt, messages, updatedAt, lastMessageAt } of at(hostup)) {
      const times = [createdAt, ...messages.map(({ sentAt }) => sentAt)].map((time) =>
        Date.parse(time),
      );
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times[0]).toBeGreaterThan(NOW.getTime() - YEAR);
      for (const time of [
        ...times,
        Date.parse(updatedAt ?? createdAt),
        Date.parse(lastMessageAt ?? createdAt),
      ])
        expect(time).toBeLessThan(NOW.getTime());
    }
    for (const { ticket } of upsun.control.tickets()) {
      expect(Date.parse(String(ticket.updated))).toBeGreaterThanOrEqual(
        Date.parse(String(ticket.created)),
      );
      expect(Date.parse(String(ticket.updated))).toBeLessThan(NOW.getTime());
    }
  });

  it("hold varied texts, with nothing left to fill in", () => {
    const texts = [
      ...at(hostup).flatMap(({ subject, body, messages }) => [
        subject,
        body,
        ...messages.map((message) => message.body),
      ]),
      ...at(upsun).flatMap(({ subject, description }) => [subject, description]),
    ];
    expect(
      texts.filter((text) =>
        /\{(domain|vps|ip|customer|agent|plan|time|project|host|region|branch)\}/.test(text ?? ""),
      ),
    ).toEqual([]);
    expect(new Set(at(hostup).map(({ subject }) => subject)).size).toBeGreaterThan(90);
    const all = texts.join("\n");
    for (const sign of ["Fatal error", "försäljning", "\u{1F44D}", "██"])
      expect(all).toContain(sign);
    expect(Math.max(...at(hostup).map(({ messages }) => messages.length))).toBeGreaterThanOrEqual(
      8,
    );
  });

  it("hold every kind of linked service, nulls, an encrypted text, openings counted in three ways", () => {
    const tickets = at(hostup, "northwind");
    expect(
      [
        ...new Set(
          tickets.flatMap(({ linkedServices }) =>
            linkedServices.map(({ serviceType }) => serviceType),
          ),
        ),
      ].sort(),
    ).toEqual(["domain", "hosting", "other", "vps"]);
    for (const field of ["subject", "body", "updatedAt", "lastMessageAt"] as const)
      expect(values(tickets, field)).toContain(null);
    expect(
      tickets
        .flatMap(({ messages }) => messages)
        .filter(({ encrypted, body }) => encrypted && body === null).length,
    ).toBeGreaterThan(0);
    const kinds = tickets.map(({ body, messages, messageCount }) =>
      messages.some((message) => message.body === body)
        ? "repeated"
        : messageCount - messages.length,
    );
    expect(new Set(kinds)).toEqual(new Set(["repeated", 1, 0]));
  });

  it("hold files with real bytes: logs, and pictures that decode", async () => {
    const files = at(hostup, "northwind").flatMap(({ attachments }) => attachments);
    expect(files.length).toBeGreaterThan(15);
    const origin = new URL(hostup.apiUrl).origin;
    const bytes = async (url: string) =>
      Buffer.from(
        await (
          await fetch(`${origin}${url}`, {
            headers: { authorization: `Bearer ${hostupAccounts.northwind.key.key}` },
          })
        ).arrayBuffer(),
      );
    const log = files.find(({ mimeType }) => mimeType === "text/plain");
    expect((await bytes(log?.downloadUrl ?? "")).length).toBeGreaterThan(50);
    const picture = await bytes(
      files.find(({ mimeType }) => mimeType === "image/png")?.downloadUrl ?? "",
    );
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    const data = picture.indexOf("IDAT");
    const pixels = inflateSync(
      picture.subarray(data + 4, data + 4 + picture.readUInt32BE(data - 4)),
    );
    expect(pixels).toHaveLength(48 * (1 + 3 * picture.readUInt32BE(16)));
  });

  it("are the same for the same moment", async () => {
    const [again, once] = await Promise.all([
      startHostupSandbox({ now: () => NOW }),
      startUpsunSandbox({ now: () => NOW }),
    ]);
    expect(again.control.tickets()).toEqual(hostup.control.tickets());
    expect(once.control.tickets()).toEqual(upsun.control.tickets());
    await Promise.all([again.stop(), once.stop()]);
  });

  it("can be a large account instead, for tests under load", async () => {
    const large = await startUpsunSandbox({ seed: { tickets: 2000 }, now: () => NOW });
    expect(large.control.accounts().map(({ tickets }) => tickets)).toEqual([2000, 0, 0]);
    await large.stop();
  });
});
