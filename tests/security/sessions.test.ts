import { beforeEach, describe, expect, it, vi } from "vitest";

import { GET as getAttachment } from "@/app/api/attachments/[id]/route";
import { GET as getFile } from "@/app/api/files/[id]/route";
import { POST as startFile } from "@/app/api/files/route";
import { GET as getTicketUpdates } from "@/app/api/tickets/[id]/updates/route";
import { revokeOtherSessions, revokeOwnSession } from "@/lib/accounts/sessions/commands";
import { listSessions, MAX_SESSIONS } from "@/lib/accounts/sessions/queries";
import { loadViewer } from "@/lib/auth/load-viewer";
import { PAGE_VIEWER_HEADER } from "@/lib/auth/schemas";
import { TOUCH_MS, touchSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { loadActions } from "@/tests/helpers/auth/load-actions";
import { clearCookies, setRequestHeaders, useSession } from "@/tests/helpers/auth/request-mock";
import { useTestDatabase } from "@/tests/helpers/database";
import { disableUser, makeOrganization, makeSession, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));
vi.mock("next/cache", () => ({ refresh: () => undefined }));

useTestDatabase();

const { revokeSessionAction, revokeOtherSessionsAction } = await loadActions<
  "revokeSessionAction" | "revokeOtherSessionsAction"
>("(portal)/settings/security/session-actions.ts");

const ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const OWN_PAGE = { "sec-fetch-site": "same-origin", host: "127.0.0.1:9" };
let viewer: Viewer;
let stranger: Viewer;

beforeEach(async () => {
  clearCookies();
  setRequestHeaders(OWN_PAGE);
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
});

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;

/** The status of each answer: reads, file bytes, a write and an action. */
async function askAll(): Promise<Array<number | string>> {
  const ask = async (handler: unknown, method: string, path: string, params: object) => {
    const headers = { ...OWN_PAGE, [PAGE_VIEWER_HEADER]: viewer.userId };
    const request = new Request(`http://127.0.0.1:9/api/${path}`, {
      method,
      headers,
      body: method === "POST" ? "{}" : undefined,
    });
    const context = { params: Promise.resolve(params as never) };
    return (await (handler as Handler)(request, context)).status;
  };
  const acted = await revokeSessionAction(viewer.userId, { sessionId: ID });
  return [
    await ask(getTicketUpdates, "GET", `tickets/${ID}/updates?since=2026-01-01T00:00:00Z`, {
      id: ID,
    }),
    await ask(getAttachment, "GET", `attachments/${ID}`, { id: ID }),
    await ask(getFile, "GET", `files/${ID}`, { id: ID }),
    await ask(startFile, "POST", "files", {}),
    acted.ok ? "ok" : acted.code,
  ];
}

const RUNNING = [404, 404, 404, 400, "not_found"];
const REFUSED = [401, 401, 401, 401, "unauthenticated"];
const change = (text: string) => sql(text, [viewer.session.id]);

describe("a session", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "the password was changed",
      () =>
        sql('UPDATE "user" SET session_version = session_version + 1 WHERE id = $1', [
          viewer.userId,
        ]),
    ],
    ["its person was disabled", () => disableUser(viewer.userId)],
    ["it was revoked", () => revokeOwnSession(viewer, { sessionId: viewer.session.id })],
    [
      "another session revoked all others",
      async () => {
        const other = await loadViewer(await makeSession(viewer.userId));
        if (other) await revokeOtherSessions(other);
      },
    ],
    [
      "it was not used for 14 days",
      () => change("UPDATE session SET last_seen_at = now() - interval '14 days' WHERE id = $1"),
    ],
    ["its end has come", () => change("UPDATE session SET expires_at = now() WHERE id = $1")],
    ["its person was erased", () => sql('DELETE FROM "user" WHERE id = $1', [viewer.userId])],
  ])("is refused on its next request when %s", async (_what, end) => {
    await useSession(viewer.session.id);
    expect(await askAll()).toEqual(RUNNING);
    await end();
    expect(await askAll()).toEqual(REFUSED);
  });

  it("of staff ends after 12 hours without use, a customer's does not", async () => {
    const staff = await makeViewer({ role: "staff" });
    await sql("UPDATE session SET last_seen_at = now() - interval '13 hours'");
    expect(await loadViewer(staff.session.id)).toBeNull();
    expect(await loadViewer(viewer.session.id)).not.toBeNull();
  });

  it("has the rights of its person's memberships as they are now", async () => {
    await sql("DELETE FROM membership WHERE user_id = $1", [viewer.userId]);
    expect((await loadViewer(viewer.session.id))?.memberships).toEqual([]);
  });

  it("writes its last use at most once in some minutes, and keeps a known network", async () => {
    const row = () =>
      sql("SELECT xmin::text, network FROM session WHERE id = $1", [viewer.session.id]);
    const before = await row();
    await touchSession(viewer.session.id, "203.0.113.7");
    expect(await row()).toEqual(before);
    const seconds = TOUCH_MS / 1_000 + 1;
    const age = () =>
      sql("UPDATE session SET last_seen_at = now() - make_interval(secs => $1)", [seconds]);
    await age();
    await touchSession(viewer.session.id, "203.0.113.7");
    expect(await row()).toMatchObject([{ network: "203.0.113.0/24" }]);
    await age();
    await touchSession(viewer.session.id, "unknown");
    expect(await row()).toMatchObject([{ network: "203.0.113.0/24" }]);
  });
});

describe("the list of sessions", () => {
  it("holds the person's own that still run, this one first", async () => {
    const other = await makeSession(viewer.userId);
    const ended = await makeSession(viewer.userId);
    await revokeOwnSession(viewer, { sessionId: ended });
    const outdated = await makeSession(viewer.userId);
    await sql("UPDATE session SET version = 0 WHERE id = $1", [outdated]);
    await sql("UPDATE session SET last_seen_at = now() - interval '1 hour' WHERE id = $1", [
      viewer.session.id,
    ]);
    const { sessions, hasMore } = await listSessions(viewer);
    expect(sessions.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [viewer.session.id, true],
      [other, false],
    ]);
    expect(hasMore).toBe(false);
    expect(sessions[0]).toMatchObject({
      device: "Unknown device",
      network: "",
      method: "password",
    });
  });

  it("has an end, which it says", async () => {
    await sql(
      `INSERT INTO session (id, user_id, version, method, user_agent, network, expires_at)
       SELECT 'more-' || n, $1, 1, 'password', '', '', now() + interval '1 day'
         FROM generate_series(1, $2) AS n`,
      [viewer.userId, MAX_SESSIONS],
    );
    const { sessions, hasMore } = await listSessions(viewer);
    expect([sessions.length, sessions[0]?.isCurrent, hasMore]).toEqual([MAX_SESSIONS, true, true]);
  });
});

describe("revoking", () => {
  it("does not reach another person's session, and tells nothing of it", async () => {
    await useSession(viewer.session.id);
    for (const sessionId of [stranger.session.id, ID])
      expect(await revokeSessionAction(viewer.userId, { sessionId })).toMatchObject({
        ok: false,
        code: "not_found",
      });
    expect(await loadViewer(stranger.session.id)).not.toBeNull();
  });

  it("of all others leaves this one and those of other people, and is audited once", async () => {
    const others = [await makeSession(viewer.userId), await makeSession(viewer.userId)];
    await useSession(viewer.session.id);
    const revoked = await revokeOtherSessionsAction(viewer.userId, {});
    expect(revoked).toMatchObject({ ok: true, data: { count: 2 } });
    for (const id of others) expect(await loadViewer(id)).toBeNull();
    for (const { session } of [viewer, stranger])
      expect(await loadViewer(session.id)).not.toBeNull();
    expect(
      await sql("SELECT action, session_id, count FROM audit_entry WHERE actor_id = $1", [
        viewer.userId,
      ]),
    ).toEqual([{ action: "session.revoked", session_id: viewer.session.id, count: 2 }]);
  });
});
