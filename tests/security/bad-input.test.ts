import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";

import { beforeAll, describe, expect, it, vi } from "vitest";

import { signInWithPassword } from "@/lib/auth/sign-in";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import {
  currentViewer,
  makeConnection,
  makeOrganization,
  makeViewer,
} from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const session: { viewer: Viewer | null } = { viewer: null };
const cookies = new Map<string, unknown>();
const current = async () => session.viewer && currentViewer(session.viewer.userId);
vi.mock("@/lib/auth/viewer", () => ({
  getViewer: current,
  getSession: async () => {
    const viewer = await current();
    return viewer && { viewer, missing: null };
  },
  requireViewer: current,
  requireStaff: current,
  requireSelf: current,
  requireSignedIn: current,
  getSelf: current,
  deviceTimeZone: async () => null,
}));
const queryNames = new Set<string>();
vi.mock("@/app/search-params", async (original) => {
  const { allValues, firstValues, singleValues } =
    await original<typeof import("@/app/search-params")>();
  const { ticketFilters } = await import("@/lib/tickets/schemas");
  return {
    allValues(params: Parameters<typeof allValues>[0]) {
      for (const name of Object.keys(ticketFilters.shape)) queryNames.add(name);
      return allValues(params);
    },
    firstValues: (query: URLSearchParams) => recordingReads(firstValues(query)),
    async singleValues(params: Parameters<typeof singleValues>[0]) {
      return recordingReads(await singleValues(params));
    },
  };
});
vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => cookies,
  headers: async () => new Headers({ "sec-fetch-site": "same-origin" }),
}));
vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  after: () => undefined,
}));

const ROOT = process.cwd();
const app = readdirSync(path.join(ROOT, "app"), { recursive: true, encoding: "utf8" }).sort();
const modules = (name: string) => app.filter((file) => path.basename(file) === name);
const load = async (file: string): Promise<Record<string, unknown>> =>
  import(/* @vite-ignore */ path.join(ROOT, "app", file));

const ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const BAD = ["\u0000", `${ID}\u0000`, "\ud800", "x".repeat(5_000), "' OR 1=1 --", ""];
const BAD_TIMES = [...BAD, "-271821-04-20T00:00:00Z", "+275760-09-13T00:00:00Z", "0000-01-01"];

/** Valid input of each action. An action without an entry fails the test. */
const INPUTS: Record<string, unknown> = {
  addMemberAction: { organizationId: ID, userId: ID, role: "member", leave: ID },
  changeMemberRoleAction: { organizationId: ID, userId: ID, role: "reader" },
  changePersonStateAction: { userId: ID, state: "active" },
  changePortalRoleAction: { userId: ID, role: "staff" },
  createOrganizationAction: { name: "Contoso" },
  endPersonSessionsAction: { userId: ID },
  leaveOrganizationAction: { organizationId: ID },
  removeMemberAction: { organizationId: ID, userId: ID },
  requireSecondFactorAction: { organizationId: ID, isRequired: true },
  resetSecondFactorAction: { userId: ID },
  renameOrganizationAction: { organizationId: ID, name: "Contoso" },
  actOnTicketAction: { formKey: randomUUID(), ticketId: ID, action: "close" },
  changePersonSettingsAction: { language: "sv", timeZone: "Europe/Stockholm" },
  changeNoticeChoiceAction: {
    kind: "answered",
    choice: { in_app: true, mail: "digest", push: true },
  },
  subscribePushAction: {
    endpoint: "https://fcm.googleapis.com/a",
    p256dh: `B${"A".repeat(86)}`,
    auth: "A".repeat(22),
  },
  removePushAction: { id: ID },
  sendTestPushAction: {},
  changeNoticeTimesAction: { digestAt: 450, quiet: { from: 1320, until: 420 } },
  followOrganizationAction: { organizationId: ID, level: "none" },
  sendTestMailAction: {},
  changeOrganizationSettingsAction: { organizationId: ID, useReferences: true },
  connectAction: { organizationId: ID, provider: "hostup", label: "Ours", credential: "key" },
  decideSubmissionAction: { submissionId: ID, decision: "drop" },
  renameConnectionAction: { connectionId: ID, label: "Ours" },
  disconnectAction: { connectionId: ID, erase: true },
  fileTicketAction: {
    formKey: randomUUID(),
    connectionId: ID,
    values: { subject: "S" },
    draftKey: `new:${ID}`,
    files: [ID],
    continues: ID,
  },
  knownTicketsAction: { connectionId: ID, subject: "Server down", values: { service: "vps:1" } },
  filingChoicesAction: { connectionId: ID, values: { department: "vps" } },
  writeNoteAction: { ticketId: ID, formKey: randomUUID(), body: "Noted", mention: ID },
  removeNoteAction: { ticketId: ID, noteId: ID },
  moveSyncAction: { connectionId: ID, move: "retry" },
  replaceKeyAction: { connectionId: ID, credential: "key" },
  revokeOtherSessionsAction: {},
  revokeSessionAction: { sessionId: ID },
  resendFilesAction: { formKey: randomUUID(), ticketId: ID, files: [ID] },
  sendReplyAction: {
    formKey: randomUUID(),
    ticketId: ID,
    message: "M",
    encrypted: false,
    files: [ID],
    continues: false,
  },
  setCollaboratorsAction: { formKey: randomUUID(), ticketId: ID, ids: ["someone"] },
  syncAction: { connectionId: ID },
  syncAllAction: { connectionIds: [ID] },
  markSensitiveAction: { ticketId: ID, isSensitive: true },
  setTicketPrivacyAction: { ticketId: ID, isPrivate: true },
  followTicketAction: { ticketId: ID, level: "mute" },
  markReadAction: { topic: `ticket:${ID}`, noticeId: "1" },
  markAllReadAction: { noticeId: "1" },
  saveTemplateAction: { connectionId: ID, name: "Server down", values: { subject: "Down" } },
  removeTemplateAction: { templateId: ID },
  saveViewAction: { name: "Ours", query: "turn=yours", organizationId: ID, isPinned: true },
  changeViewAction: { viewId: ID, name: "Ours", query: "turn=yours", isPinned: true },
  removeViewAction: { viewId: ID },
  moveViewAction: { viewId: ID, direction: "up" },
  addWebhookAction: { organizationId: ID, url: "https://hooks.example/", kinds: ["answered"] },
  changeWebhookKindsAction: { webhookId: ID, kinds: ["answered"] },
  removeWebhookAction: { webhookId: ID },
  renewWebhookSecretAction: { webhookId: ID },
  replayWebhookAction: { webhookId: ID, from: "2026-01-01T00:00", until: "2026-01-02T00:00" },
  resendDeliveryAction: { deliveryId: ID },
  testWebhookAction: { webhookId: ID },
  turnOnWebhookAction: { webhookId: ID },
  syncTicketAction: { ticketId: ID },
  markTicketsReadAction: { ticketIds: [ID], newestEventId: "1" },
  archiveTicketsAction: { ticketIds: [ID], newestEventId: "1", isArchived: true },
  closeTicketsAction: { items: [{ ticketId: ID, formKey: randomUUID() }] },
};

/** Every copy of a value in which one text, or one name of a record, is replaced. */
function* spoilt(value: unknown, bad: string): Generator<unknown> {
  if (typeof value === "string") yield bad;
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    for (const worse of spoilt(inner, bad)) {
      yield Array.isArray(value)
        ? value.map((each, index) => (String(index) === name ? worse : each))
        : { ...value, [name]: worse };
    }
    if (name === "values") yield { ...value, values: { [bad]: "x" } };
  }
}

let own: string[] = [];

beforeAll(async () => {
  session.viewer = await makeViewer({
    organizationId: await makeOrganization("Northwind"),
    role: "staff",
  });
  own = await ownIds();
});

/** A connection and a ticket of the viewer's own, under whose addresses times are read. */
async function ownIds(): Promise<string[]> {
  const account = new MemoryAccount();
  registerProvider(memoryProvider(account));
  account.put("m-1", {});
  const viewer = session.viewer as Viewer;
  const connectionId = await makeConnection(viewer, "memory", account.key);
  await syncNow(viewer, { connectionId });
  const [ticket] = await sql<{ id: string }>("SELECT id FROM ticket");
  return [connectionId, ticket?.id ?? ""];
}

type Action = (pageViewerId: string, input: unknown) => Promise<object>;

describe("every server action", () => {
  const actions = modules("actions.ts").filter((file) => !file.startsWith("(auth)"));
  it.each(actions)("of %s refuses ids and texts that cannot be", async (file) => {
    for (const [name, action] of Object.entries(await load(file))) {
      expect(Object.keys(INPUTS), `what ${name} takes`).toContain(name);
      for (const bad of BAD) {
        for (const input of spoilt(INPUTS[name], bad)) {
          const result = await (action as Action)(session.viewer?.userId ?? "", input);
          expect(result, `${name} ${JSON.stringify(input).slice(0, 300)}`).not.toMatchObject({
            code: "internal",
          });
        }
      }
    }
  });

  it("ignores a visitor's language that is none", async () => {
    const { chooseLanguageAction } = await load("(auth)/login/actions.ts");
    for (const bad of BAD) {
      const form = new FormData();
      form.set("language", bad);
      await (chooseLanguageAction as (form: FormData) => Promise<void>)(form);
    }
    expect([...cookies]).toEqual([]);
  });
});

/** The bodies of the routes that take one. */
const BODIES: Record<string, unknown> = {
  "api/drafts/route.ts": {
    draftKey: `reply:${ID}`,
    formKey: randomUUID(),
    values: { message: "M" },
    version: 0,
    action: "discard",
  },
  "api/files/route.ts": {
    id: ID,
    draftKey: `reply:${ID}`,
    connectionId: ID,
    name: "a.txt",
    size: 3,
  },
};
const OWN = { "sec-fetch-site": "same-origin", "content-type": "application/json" };
const METHODS = ["GET", "POST", "PUT", "DELETE"];
const parametersOf = (file: string) =>
  [...file.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? "");

type Route = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

describe("every route for people", () => {
  const routes = modules("route.ts").filter(
    (file) => !/api\/(auth|cron|health|sign-in|single-sign-on)/.test(file),
  );
  it.each(routes)("%s refuses ids, times and bodies that cannot be", async (file) => {
    const handlers = await load(file);
    const names = parametersOf(file);
    const good = Object.fromEntries(names.map((name) => [name, name === "piece" ? "0" : ID]));
    for (const method of METHODS.filter((each) => each in handlers)) {
      const call = async (params: object, query: string, body: unknown) => {
        const url = `http://localhost:3000/${query}`;
        const sent = method === "GET" || !body ? undefined : JSON.stringify(body);
        const request = new Request(url, { method, headers: OWN, body: sent });
        const context = { params: Promise.resolve(params) };
        const answer = await (handlers[method] as Route)(request, context);
        const what = `${method} ${file} ${JSON.stringify({ params, query, body }).slice(0, 300)}`;
        expect(answer.status, what).not.toBe(500);
        return answer.status;
      };
      for (const bad of BAD) {
        for (const name of names) {
          const status = await call({ ...good, [name]: bad }, "", BODIES[file]);
          expect(status).toBeGreaterThanOrEqual(400);
        }
        for (const body of spoilt(BODIES[file], bad)) await call(good, "", body);
      }
      for (const id of names.includes("id") ? own : [ID]) {
        for (const bad of BAD_TIMES) {
          await call(
            { ...good, id },
            `?${new URLSearchParams({ since: bad, q: bad })}`,
            BODIES[file],
          );
        }
      }
      await call(good, "", BODIES[file]);
    }
  });
});

/** Keeps the name of each value that a page reads from its address. */
function recordingReads<T extends object>(values: T): T {
  return new Proxy(values, {
    get(target, name) {
      if (typeof name === "string" && name !== "then") queryNames.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
}

type Page = (props: { params: Promise<object>; searchParams: Promise<object> }) => Promise<unknown>;

/** Next leaves a page by throwing: to an address, or to "not found". */
function isWayOut(error: unknown): boolean {
  const { digest } = error as { digest?: unknown };
  return typeof digest === "string" && digest.startsWith("NEXT_");
}

describe("every page", () => {
  it.each(modules("page.tsx"))("%s opens or is not found under any address", async (file) => {
    const page = (await load(file)).default as Page;
    const names = parametersOf(file);
    const ids = names.includes("id") ? [ID, ...own] : [ID];
    const good = Object.fromEntries(names.map((name) => [name, ID]));
    queryNames.clear();
    const open = async (params: object, query: object) => {
      const searchParams = Promise.resolve(recordingReads(query));
      const props = { params: Promise.resolve(params), searchParams };
      const failed = await page(props).then(
        () => null,
        (error: unknown) => error,
      );
      const what = `${file} ${JSON.stringify({ params, query }).slice(0, 300)}`;
      if (failed && !isWayOut(failed)) expect.fail(`${what}: ${String(failed)}`);
    };
    for (const id of ids) await open({ ...good, id }, {});
    for (const bad of BAD_TIMES) {
      for (const name of names) await open({ ...good, [name]: bad }, {});
      for (const id of ids) {
        for (const name of queryNames) await open({ ...good, id }, { [name]: bad });
      }
    }
    expect(queryNames.size > 0, "reads its address").toBe(String(page).includes("searchParams"));
  });
});

describe("sign-in", () => {
  it.each(["a\u0000b@example.com", "\ud800@example.com"])("knows nobody as %j", async (email) => {
    expect(
      await signInWithPassword(
        { email, password: "secret" },
        { address: "192.0.2.1", userAgent: "", deviceToken: undefined },
      ),
    ).toBeNull();
  });
});
