import { expect } from "vitest";

import type { StreamedAnswer } from "@/lib/http/types";
import type { HostupClient, HostupTicketPage } from "@/lib/providers/hostup/client";
import type { HostupService } from "@/lib/providers/hostup/schema";
import { inventories } from "@/lib/providers/hostup/vocabulary";
import type { Parsed } from "@/lib/providers/read-answer";
import type { Listed } from "@/lib/providers/schema-helpers";

import type { HostupSandbox } from "../../../sandbox/start";
import { exampleService, hostupExampleBody } from "./hostup-examples";
import type { Operation } from "./operations";
import { allOf } from "./recording";
import { textFile } from "./support";

/** The part of the account that a row uses. */
export interface HostupAbout {
  all: Record<string, unknown>[];
  open: Record<string, unknown>;
  closed: Record<string, unknown>;
  withFile: { attachment: { id: string; downloadUrl: string }; bytes: string };
}

const text = (value: unknown) => String(value);

/** Reads the account, and puts a file of known bytes on one of its tickets. */
export async function hostupAbout(
  sandbox: HostupSandbox,
  client: HostupClient,
): Promise<HostupAbout> {
  const all = () => sandbox.control.tickets("northwind").map(({ ticket }) => ticket);
  const [open, closed] = ["open", "closed"].map((status) =>
    all().find((ticket) => ticket.status === status),
  );
  if (!open || !closed) throw new Error("The demo account has no open or no closed ticket.");
  const bytes = "line 1\nline 2 åäö\n";
  await client.upload(textFile("fel.txt", bytes), text(open.id));
  await client.reply(text(open.id), "See the file.", false);
  const attachments = sandbox.control.ticket(text(open.id))?.ticket
    .attachments as HostupAbout["withFile"]["attachment"][];
  const attachment = attachments.at(-1);
  if (!attachment) throw new Error("The file did not arrive.");
  return {
    all: all(),
    open: sandbox.control.ticket(text(open.id))?.ticket ?? open,
    closed,
    withFile: { attachment, bytes },
  };
}

type Row = Operation<HostupClient, HostupAbout>;

const [domains, vps, hosting] = inventories;
const raws = (pages: unknown) =>
  (pages as HostupTicketPage[]).flatMap(({ raw }) => (raw as { data: { id: string }[] }).data);
const ids = (items: readonly { id?: unknown }[]) => items.map(({ id }) => text(id)).sort();
const ticketIs = (change: object) => (result: unknown) =>
  expect((result as Parsed<object>).raw).toMatchObject(change);
const servicesAre = (count: number, change: object) => (result: unknown) => {
  const services = (result as Listed<HostupService>[]).flatMap(({ items }) => items);
  expect(services).toHaveLength(count);
  expect(services).toContainEqual(expect.objectContaining(change));
};
const everyField = {
  ...hostupExampleBody,
  priority: "critical",
  aiSummary: "Nobody can order.",
  aiHelpful: false,
  criticalReason: "Nobody can order since 9.",
};

const tickets: Row[] = [
  {
    operation: "departments",
    variant: "all",
    method: "departments",
    endpoint: "GET /support/departments",
    status: 200,
    run: (client) => client.departments(),
    check: (result) =>
      expect((result as Listed<{ slug: string }>).items.map(({ slug }) => slug)).toEqual(
        expect.arrayContaining(["general-web-hosting", "domain-names", "vps"]),
      ),
  },
  {
    operation: "list tickets",
    variant: "page by page",
    method: "tickets",
    endpoint: "GET /support/tickets",
    status: 200,
    run: (client) => allOf(client.tickets()),
    queries: ({ all }) =>
      Array.from({ length: Math.ceil(all.length / 100) }, (_none, page) => ({
        limit: "100",
        ...(page > 0 ? { cursor: "*" } : {}),
      })),
    check: (result, { all }) => expect(ids(raws(result))).toEqual(ids(all)),
  },
  {
    operation: "list tickets",
    variant: "by status, of one department, few at a time",
    method: "tickets",
    endpoint: "GET /support/tickets",
    status: 200,
    run: (client, { closed }) =>
      allOf(
        client.tickets({ status: "closed", departmentSlug: text(closed.departmentSlug), limit: 5 }),
      ),
    queries: (about) =>
      Array.from({ length: Math.ceil(alike(about).length / 5) }, (_none, page) => ({
        limit: "5",
        status: "closed",
        departmentSlug: text(about.closed.departmentSlug),
        ...(page > 0 ? { cursor: "*" } : {}),
      })),
    check: (result, about) => expect(ids(raws(result))).toEqual(ids(alike(about))),
  },
  {
    operation: "create a ticket",
    variant: "with every field",
    method: "createTicket",
    endpoint: "POST /support/tickets",
    status: 201,
    run: (client) => client.createTicket(everyField),
    body: () => everyField,
    check: ticketIs({
      subject: everyField.subject,
      body: everyField.message,
      priority: "critical",
      departmentSlug: "domain-names",
      ccEmails: everyField.ccEmails,
      linkedServices: [{ serviceId: exampleService }],
    }),
  },
  {
    operation: "create a ticket",
    variant: "with the required fields",
    method: "createTicket",
    endpoint: "POST /support/tickets",
    status: 201,
    run: (client) => client.createTicket({ departmentSlug: "vps", subject: "S", message: "  M\n" }),
    body: () => ({ departmentSlug: "vps", subject: "S", message: "  M\n" }),
    check: ticketIs({ subject: "S", body: "  M\n", status: "open" }),
  },
  {
    operation: "try writing",
    variant: "without a field",
    method: "probeWriting",
    endpoint: "POST /support/tickets",
    status: 400,
    run: (client) => client.probeWriting(),
    body: () => ({}),
    check: (result) => expect(result).toBeUndefined(),
  },
  {
    operation: "read a ticket",
    variant: "by its id",
    method: "ticket",
    endpoint: "GET /support/tickets/{id}",
    status: 200,
    run: (client, { open }) => client.ticket(text(open.id)),
    check: (result, { open }) => expect((result as Parsed<object>).raw).toEqual(open),
  },
  {
    operation: "read a ticket",
    variant: "by its number",
    method: "ticket",
    endpoint: "GET /support/tickets/{id}",
    status: 200,
    run: (client, { closed }) => client.ticket(text(closed.number)),
    check: (result, { closed }) => expect((result as Parsed<object>).raw).toEqual(closed),
  },
  {
    operation: "reply",
    variant: "in plain",
    method: "reply",
    endpoint: "POST /support/tickets/{id}/messages",
    status: 201,
    run: (client, { open }) => client.reply(text(open.id), "More details.", false),
    body: () => ({ message: "More details." }),
    check: (result) =>
      expect(result).toMatchObject({ body: "More details.", sender: "customer", encrypted: false }),
  },
  {
    operation: "reply encrypted",
    variant: "a secret",
    method: "reply",
    endpoint: "POST /support/tickets/{id}/messages",
    status: 201,
    run: (client, { open }) => client.reply(text(open.id), "A secret.", true),
    body: () => ({ message: "A secret.", encrypted: true }),
    check: (result) => expect(result).toMatchObject({ sender: "customer", encrypted: true }),
  },
  {
    operation: "close",
    variant: "an open ticket",
    method: "act",
    endpoint: "POST /support/tickets/{id}/actions/close",
    status: 200,
    run: (client, { open }) => client.act(text(open.id), "close"),
    check: ticketIs({ status: "closed" }),
  },
  {
    operation: "reopen",
    variant: "a closed ticket",
    method: "act",
    endpoint: "POST /support/tickets/{id}/actions/reopen",
    status: 200,
    run: (client, { closed }) => client.act(text(closed.id), "reopen"),
    check: ticketIs({ status: "open" }),
  },
];

const files: Row[] = [
  {
    operation: "upload",
    variant: "pinned to a ticket",
    method: "upload",
    endpoint: "POST /support/attachments",
    status: 201,
    run: (client, { open }) => client.upload(textFile("fel åäö.txt", "12345"), text(open.id)),
    body: ({ open }) => ({
      file: expect.objectContaining({ name: "fel åäö.txt", size: 5, type: "text/plain" }),
      ticketId: open.id,
    }),
    check: (result, { open }) =>
      expect(result).toMatchObject({
        attachmentId: expect.stringMatching(/^satt_/),
        filename: "fel åäö.txt",
        byteLength: 5,
        contentType: "text/plain",
        ticketId: open.id,
      }),
  },
  {
    operation: "upload",
    variant: "for a ticket to come",
    method: "upload",
    endpoint: "POST /support/attachments",
    status: 201,
    run: (client) => client.upload(textFile("a.bin", "1", "application/octet-stream")),
    body: () => ({ file: expect.objectContaining({ name: "a.bin", size: 1 }) }),
    check: (result) => expect(result).toMatchObject({ filename: "a.bin", ticketId: null }),
  },
  {
    operation: "download",
    variant: "by the whole address",
    method: "download",
    endpoint: "GET /support/attachments/{id}",
    status: 200,
    run: async (client, { withFile }) => {
      const { body, headers } = (await client.download(
        withFile.attachment.downloadUrl,
      )) as StreamedAnswer;
      return { text: await new Response(body).text(), type: headers.get("content-type") };
    },
    queries: ({ withFile }) => [
      Object.fromEntries(new URL(withFile.attachment.downloadUrl, "http://x").searchParams),
    ],
    check: (result, { withFile }) =>
      expect(result).toEqual({ text: withFile.bytes, type: "text/plain" }),
  },
];

const inventory: Row[] = [
  {
    operation: "domains",
    variant: "all",
    method: "services",
    endpoint: "GET /domains",
    status: 200,
    run: (client) => allOf(client.services(domains)),
    queries: () => [{ limit: "1000" }],
    check: servicesAre(12, { id: exampleService, name: "example.com", serviceStatus: "active" }),
  },
  {
    operation: "domains",
    variant: "few at a time",
    method: "services",
    endpoint: "GET /domains",
    status: 200,
    run: (client) => allOf(client.services(domains, { limit: 5 })),
    queries: () => [{ limit: "5" }, { limit: "5", cursor: "*" }, { limit: "5", cursor: "*" }],
    check: servicesAre(12, { name: "example.com" }),
  },
  {
    operation: "domains",
    variant: "by name",
    method: "services",
    endpoint: "GET /domains",
    status: 200,
    run: (client) => allOf(client.services(domains, { name: "northwind.test" })),
    queries: () => [{ limit: "1000", name: "northwind.test" }],
    check: servicesAre(1, { name: "northwind.test" }),
  },
  {
    operation: "VPS",
    variant: "all",
    method: "services",
    endpoint: "GET /vps",
    status: 200,
    run: (client) => allOf(client.services(vps)),
    queries: () => [{ limit: "100" }],
    check: servicesAre(5, {
      name: "ci-runner",
      primaryIp: null,
      serviceStatus: "pending",
      powerState: null,
    }),
  },
  {
    operation: "VPS",
    variant: "by name and address",
    method: "services",
    endpoint: "GET /vps",
    status: 200,
    run: (client) => allOf(client.services(vps, { name: "app-01", primaryIp: "192.0.2.10" })),
    queries: () => [{ limit: "100", name: "app-01", primaryIp: "192.0.2.10" }],
    check: servicesAre(1, { name: "app-01", primaryIp: "192.0.2.10" }),
  },
  {
    operation: "shared hosting",
    variant: "all",
    method: "services",
    endpoint: "GET /shared-hosting",
    status: 200,
    run: (client) => allOf(client.services(hosting)),
    queries: () => [{ limit: "100" }],
    check: servicesAre(4, {
      name: "nw-archive",
      primaryDomain: null,
      domains: [],
      serviceStatus: "suspended",
    }),
  },
];

/** The account's closed tickets in the department of the chosen one. */
function alike({ all, closed }: HostupAbout): Record<string, unknown>[] {
  return all.filter(
    ({ status, departmentSlug }) => status === "closed" && departmentSlug === closed.departmentSlug,
  );
}

/** Where HostUp's API lives under its origin. */
export const HOSTUP_PATH = "/api/v2";
export const hostupOperations: readonly Row[] = [...tickets, ...files, ...inventory];
