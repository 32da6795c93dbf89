import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { GET as downloadAttachment } from "@/app/api/attachments/[id]/route";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import type { ErrorCode } from "@/lib/error-codes";
import { AppError } from "@/lib/errors";
import { registerProvider } from "@/lib/providers/registry";
import { getTicket } from "@/lib/tickets/queries";
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

const session = vi.hoisted(() => ({ userId: null as string | null }));
vi.mock("@/lib/auth/viewer", () => ({
  getViewer: async () => (session.userId ? currentViewer(session.userId) : null),
  getSession: async () => {
    const viewer = session.userId ? await currentViewer(session.userId) : null;
    return viewer && { viewer, missing: null };
  },
}));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));

useTestDatabase();

const ORIGIN = "http://portal.test";
const SCRIPT = { host: "portal.test", "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };
const NAMED = "invoice\u202egpj.exe";
const account = new MemoryAccount();
let owner: Viewer;
let stranger: Viewer;
let disabled: Viewer;
let staff: Viewer;
let ticketId: string;
let attachmentId: string;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  const organizationId = await makeOrganization();
  owner = await makeViewer({ organizationId });
  disabled = await makeViewer({ organizationId });
  stranger = await makeViewer({ organizationId: await makeOrganization() });
  staff = await makeViewer({ role: "staff" });
  const connectionId = await makeConnection(owner, "memory", account.key);
  const file = {
    messageExternalId: null,
    filename: NAMED,
    mimeType: "image/jpeg",
    downloadUrl: "/f-1",
  };
  account.put("m-1", { attachments: [{ externalId: "f-1", ...file }] });
  await syncNow(owner, { connectionId });
  const [row] = await sql<{ id: string; ticket_id: string }>(
    "SELECT id, ticket_id FROM attachment",
  );
  attachmentId = row?.id ?? "";
  ticketId = row?.ticket_id ?? "";
  await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [disabled.userId]);
});

beforeEach(async () => {
  session.userId = owner.userId;
  account.before = () => undefined;
  await sql("DELETE FROM audit_entry");
});

afterAll(() => unregister());

const ask = (headers: Record<string, string> = SCRIPT, id = attachmentId) =>
  downloadAttachment(new Request(`${ORIGIN}/api/attachments/x`, { headers }), {
    params: Promise.resolve({ id }),
  });
const followed = (referer: string | null) => ({
  host: "portal.test",
  "sec-fetch-site": "same-origin",
  "sec-fetch-mode": "navigate",
  ...(referer ? { referer } : {}),
});
const failing = (code: ErrorCode) => {
  account.before = (what) => {
    if (what === "download") throw new AppError(code);
  };
};
const logged = async () =>
  (await sql("SELECT action FROM audit_entry WHERE action = 'attachment.downloaded'")).length;

describe("a download", () => {
  it("is saved under the name that the page shows, as data", async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("bytes of f-1");
    const shown = (await getTicket(owner, ticketId, undefined))?.messages[0]?.attachments[0]
      ?.filename;
    expect(shown).toBe("invoice□gpj.exe");
    expect(answer.headers.get("content-disposition")).toContain(
      `filename*=UTF-8''${encodeURIComponent(shown ?? "")}`,
    );
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-store",
    });
    expect(await logged()).toBe(1);
  });

  it.each<[ErrorCode, number]>([
    ["provider_not_found", 502],
    ["provider_unavailable", 502],
    ["provider_timeout", 502],
  ])(
    "that fails with %s leaves no trace as if it had been done, and says why",
    async (code, status) => {
      failing(code);
      const answer = await ask();
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({
        ok: false,
        code,
        message: expect.stringMatching(/\.$/),
      });
      expect(await logged()).toBe(0);
    },
  );

  it("that fails without script leads back to the ticket, which says so", async () => {
    failing("provider_unavailable");
    const answer = await ask(followed(`${ORIGIN}/tickets/${ticketId}?at=1`));
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `/tickets/${ticketId}?download=provider_unavailable`,
    ]);
    session.userId = staff.userId;
    const review = await ask(followed(`${ORIGIN}/staff/tickets/${ticketId}`));
    expect(review.headers.get("location")).toBe(
      `/staff/tickets/${ticketId}?download=provider_unavailable`,
    );
  });

  it.each([
    ["no page", null],
    ["another site", "https://evil.example/tickets/x"],
    ["another page", `${ORIGIN}/tickets`],
    ["a path that is none", `${ORIGIN}/tickets/..%2f`],
  ])("that fails and came from %s is explained in plain text", async (_where, referer) => {
    failing("provider_unavailable");
    const answer = await ask(followed(referer));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      502,
      "text/plain; charset=utf-8",
    ]);
    expect(await answer.text()).toMatch(/\bprovider\b.*\.$/);
  });

  it("without a session asks to sign in, and comes back to the ticket", async () => {
    session.userId = null;
    const answer = await ask(followed(`${ORIGIN}/tickets/${ticketId}`));
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `/login?next=%2Ftickets%2F${ticketId}`,
    ]);
    expect((await ask(followed(null))).headers.get("location")).toBe("/login?next=%2Ftickets");
    expect((await ask()).status).toBe(401);
  });

  it.each<[string, () => Viewer | null, number]>([
    ["a stranger", () => stranger, 404],
    ["a disabled account", () => disabled, 401],
    ["nobody", () => null, 401],
  ])("is refused to %s", async (_who, who, status) => {
    session.userId = who()?.userId ?? null;
    expect((await ask()).status).toBe(status);
    expect(await logged()).toBe(0);
  });

  it.each(["\u0000", "a\u0000b", "", "x".repeat(5_000), "../x", "☃"])(
    "of no possible id is a 404: %j",
    async (id) => {
      expect((await ask(SCRIPT, id)).status).toBe(404);
    },
  );

  it("cannot be asked for by another site", async () => {
    expect((await ask({ ...SCRIPT, "sec-fetch-site": "cross-site" })).status).toBe(403);
  });
});
