import { beforeAll, describe, expect, it } from "vitest";

import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import type { TicketMessage, TicketSnapshot } from "@/lib/providers/contract";
import { listPage, listReader } from "@/lib/tickets/list/list-page";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let viewer: Viewer;
let target: MirrorTarget;

beforeAll(async () => {
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  target = await makeTarget(organizationId, memoryProvider(account));
});

const write = (...snapshots: TicketSnapshot[]) =>
  writeSnapshots(
    target,
    snapshots.map((snapshot) => ({ snapshot })),
    { runId: null },
  );
const find = async (q: string) =>
  (await listTickets(viewer, ticketFilters.parse({ q }))).items.map((item) => item.subject);
const message = (externalId: string, body: string, encrypted = false): TicketMessage => ({
  externalId,
  sender: "customer",
  senderId: null,
  senderName: "Jane",
  body,
  encrypted,
  sentAt: new Date(),
});
const file = (messageExternalId: string | null, filename: string) => ({
  externalId: `file-${filename}`,
  messageExternalId,
  filename,
  mimeType: null,
  downloadUrl: null,
});

describe("what is searchable of a ticket", () => {
  it("is the names of its files, but for those of encrypted messages", async () => {
    await write(
      account.put("files", {
        subject: "With files",
        messages: [message("a", "see below"), message("b", "okapi", true)],
        attachments: [
          file(null, "opening_zeta.txt"),
          file("a", "zeta_report.txt"),
          file("b", "secret_plan.pdf"),
        ],
      }),
    );
    expect(await find("zeta_rep")).toEqual(["With files"]);
    expect(await find("opening")).toEqual(["With files"]);
    for (const hidden of ["secret_plan", "plan.pdf", "okapi"])
      expect(await find(hidden)).toEqual([]);
    expect(await sql("SELECT 1 FROM ticket_search WHERE words::text ~ 'okapi|secret'")).toEqual([]);
  });

  it("is the provider's ids of a ticket and its services, and our reference in a message", async () => {
    await write(
      account.put("8f0c-zid", {
        subject: "With ids",
        number: "77",
        services: [{ kind: "box", externalId: "box-x9q2", name: "Shop", details: {} }],
        messages: [message("a", "Since 02:00.\n\nTB-KXWRPD")],
      }),
    );
    for (const id of ["8f0c-zid", "77", "box-x9q2", "x9q2", "TB-KXWRPD", "tb-kxw"])
      expect(await find(id)).toEqual(["With ids"]);
  });

  it("is marked where it is, or shown in a snippet, never of what is encrypted", async () => {
    const number = "5550417";
    await write(
      account.put("hits", {
        subject: "Certificate of the shop",
        number,
        body: `${"filler ".repeat(2_000)}We asked about råttfångare.`,
        services: [{ kind: "box", externalId: "box-h1ts", name: "Hitbox", details: {} }],
        messages: [
          message("a", `${"filler ".repeat(2_000)}We renew the CERTIFICATE tomorrow.`),
          message("b", "okapi certificate renew", true),
        ],
        attachments: [file("a", "hit_error.log"), file("b", "okapi_renew.pdf")],
      }),
      account.put("mentions", { subject: "Later", body: `As in ${number}.` }),
    );
    const hit = async (q: string, by = viewer) =>
      (await listTickets(by, ticketFilters.parse({ q }))).items[0]?.hit;
    expect(await hit("certif")).toEqual({
      subject: ["", "Certificate", " of the shop"],
      snippet: null,
    });
    for (const [typed, kind, marked] of [
      ["certificate renew", "message", "renew"],
      ["rattfangare", "opening", "råttfångare"],
      ["hit_err", "file", "hit"],
      ["box-h1ts", "id", "box"],
    ] as const)
      expect((await hit(typed))?.snippet).toMatchObject({
        kind,
        text: expect.arrayContaining([marked]) as string[],
      });
    for (const typed of ["certif", "certificate renew", "hit_err"])
      expect(JSON.stringify(await hit(typed))).not.toContain("okapi");
    // The number's ticket first, although the other one is as new.
    for (const typed of [number, `#${number}`])
      expect(await find(typed)).toEqual(["Certificate of the shop", "Later"]);
  });

  it("is first by its number, and each other once on the pages after and before", async () => {
    const mentions = Array.from({ length: 5 }, (_unused, index) =>
      account.put(`about-${index}`, { subject: `About ${index}`, body: "As in 7720031." }),
    );
    await write(account.put("named", { subject: "Named", number: "7720031" }), ...mentions);
    const reader = listReader(viewer, ownScope(viewer));
    const page = (place: object) =>
      listPage(reader, ticketFilters.parse({ q: "7720031", ...place }), 2);
    const pages = [await page({})];
    while (pages.at(-1)?.nextCursor) pages.push(await page({ after: pages.at(-1)?.nextCursor }));
    const subjects = pages.map(({ items }) => items.map(({ subject }) => subject));
    expect(subjects.map((some) => some.length)).toEqual([2, 2, 2]);
    expect(subjects[0]?.[0]).toBe("Named");
    expect(new Set(subjects.flat()).size).toBe(6);
    const before = await page({ before: pages[2]?.previousCursor });
    expect(before.items.map(({ subject }) => subject)).toEqual(subjects[1]);
  });

  it("is a pasted text, however long, by its beginning", async () => {
    const body = Array.from(
      { length: 200 },
      (_unused, index) => `line${index} says "no" - or yes`,
    ).join("\n");
    await write(
      account.put("pasted", { subject: "Pasted", body }),
      account.put("other", { subject: "Other" }),
    );
    expect(await find(body)).toEqual(["Pasted"]);
    expect(await find(`${"🔥".repeat(151)} Pasted`)).toEqual([]);
  });

  it("is a phrase anywhere in a long ticket", async () => {
    const messages = Array.from({ length: 300 }, (_unused, index) =>
      message(`m${index}`, `the number${index} follows the ${"filler ".repeat(60)} end`),
    );
    await write(account.put("long", { subject: "Long", messages }));
    for (const index of [0, 123, 299]) {
      expect(await find(`"number${index} follows the filler"`)).toEqual(["Long"]);
    }
  });
});

/** Deterministic, and with hardly a pair of characters twice. */
const scattered = (index: number) => Math.imul(index ^ (index >>> 7), 0x9e3779b1) >>> 11;

/** Compounds of two parts of this length, each another one. */
const compounds = (first: number, count: number, length: number) => (part: number) =>
  Array.from({ length: 50_000 }, (_unused, index) => {
    const place = index % (2 * length + 2);
    if (place === length) return "-";
    if (place === 2 * length + 1) return " ";
    return String.fromCharCode(first + (scattered(part * 50_000 + index) % count));
  }).join("");

describe("a ticket of five replies as long as they may be", () => {
  it.each([
    ["syllables of Korean", () => "가나다-라마바 ".repeat(6_250)],
    ["random Hangul", compounds(0xac00, 11_172, 3)],
    ["Chinese", compounds(0x4e00, 20_000, 3)],
    ["Katakana", compounds(0x30a1, 80, 6)],
    ["Cyrillic", compounds(0x430, 32, 6)],
    [
      "one-letter words",
      () =>
        Array.from({ length: 25_000 }, (_unused, index) => index.toString(36))
          .join("/")
          .slice(0, 50_000),
    ],
  ])("in %s is mirrored and found, and so is its neighbour", async (name, body) => {
    const messages = [0, 1, 2, 3, 4].map((part) => message(`m${part}`, body(part)));
    await write(
      account.put(`poison ${name}`, { subject: `Long in ${name}`, body: "zetabody", messages }),
      account.put(`innocent ${name}`, { subject: `Innocent beside ${name}` }),
    );
    expect(await find(`"long in ${name}"`)).toEqual([`Long in ${name}`]);
    expect(await find(`zetabody "${name}"`)).toEqual([`Long in ${name}`]);
    expect(await find(`innocent "beside ${name}"`)).toEqual([`Innocent beside ${name}`]);
    expect(await find(`${body(0).slice(14, 17)} "${name}"`)).toEqual([`Long in ${name}`]);
  });
});
