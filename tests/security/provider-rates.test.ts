import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";

import { GET } from "@/app/api/search/route";
import type { Viewer } from "@/lib/auth/types";
import { connectAccount } from "@/lib/connections/commands";
import { syncNow } from "@/lib/connections/sync-now";
import { REFUSED_KEYS_PER_PERSON } from "@/lib/connections/try-key";
import { registerProvider } from "@/lib/providers/registry";
import { loadActions } from "@/tests/helpers/auth/load-actions";
import { setRequestHeaders, useSession } from "@/tests/helpers/auth/request-mock";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));
vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  after: () => undefined,
}));

useTestDatabase();

const { syncAction } = await loadActions<"syncAction">("(portal)/connections/actions.ts");
const { filingChoicesAction, syncTicketAction } = await loadActions<
  "filingChoicesAction" | "syncTicketAction"
>("(portal)/tickets/actions.ts");

const requestHeaders = { "sec-fetch-site": "same-origin", host: "127.0.0.1:9" };
const account = new MemoryAccount();
let unregister = () => {};
let viewer: Viewer;
let colleague: Viewer;
let connectionId: string;
let ticketId: string;

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  colleague = await makeViewer({ organizationId });
  account.put("m-1");
  connectionId = await makeConnection(viewer, "memory", account.key);
  await syncNow(viewer, { connectionId });
  ticketId = (await sql<{ id: string }>("SELECT id FROM ticket"))[0]?.id ?? "";
  setRequestHeaders(requestHeaders);
});

afterAll(() => unregister());

beforeEach(() => sql("DELETE FROM rate_limit"));

const use = (key: string, points: number) =>
  sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, $2, $3)", [
    key,
    points,
    Date.now() + 60_000,
  ]);

it("tries no more keys for a person who has sent many wrong ones, nor then the right one", async () => {
  const connect = (who: Viewer, credential: string) =>
    connectAccount(who, { provider: "memory", label: "Ours", credential });
  for (let i = 0; i < REFUSED_KEYS_PER_PERSON; i++)
    await expect(connect(viewer, `wrong-${i}`)).rejects.toMatchObject({
      code: "provider_unauthorized",
    });
  await expect(connect(viewer, "another")).rejects.toMatchObject({
    code: "throttled",
    text: { key: "rates.keys" },
  });
  await expect(connect(colleague, "wrong")).rejects.toMatchObject({
    code: "provider_unauthorized",
  });
});

const MAX_USES: Record<string, number> = { choices: 60, search: 120 };
const search = () =>
  GET(new Request("http://localhost/api/search?q=m", { headers: requestHeaders }), {
    params: Promise.resolve({}),
  });

it.each<[string, string, () => Promise<unknown>]>([
  ["syncs of an account", "sync", () => syncAction(viewer.userId, { connectionId })],
  ["syncs of a ticket", "ticketSync", () => syncTicketAction(viewer.userId, { ticketId })],
  [
    "choices of a form",
    "choices",
    () => filingChoicesAction(viewer.userId, { connectionId, values: {} }),
  ],
  ["searches", "search", () => search().then((answer) => answer.json())],
])("limits %s for each person, and says so", async (_what, key, run) => {
  await useSession(viewer.session.id);
  expect(await run()).toMatchObject({ ok: true });
  await sql("DELETE FROM rate_limit");
  await use(`${key}:${viewer.userId}`, MAX_USES[key] ?? 30);
  const before = account.reads;
  expect(await run()).toMatchObject({
    ok: false,
    code: "throttled",
    message: expect.stringMatching(/Wait a minute/),
  });
  expect(account.reads).toBe(before);
});
