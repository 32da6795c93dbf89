import { beforeEach, describe, expect, it, vi } from "vitest";

import { GET as staffUpdates } from "@/app/api/staff/tickets/updates/route";
import { GET as ownUpdates } from "@/app/api/tickets/updates/route";
import { accessFilters } from "@/lib/audit/schemas";
import { listStaffLooks, ticketLooks } from "@/lib/audit/staff-looks";
import { loadSession, loadViewer } from "@/lib/auth/load-viewer";
import { auditSeen } from "@/lib/auth/seeing/audit-seen";
import { hasLookEnded } from "@/lib/auth/seeing/ended-look";
import { revokeSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { NEW_TICKET_KEY } from "@/lib/files/draft-key";
import { filePreview } from "@/lib/files/queries";
import { addPiece, beginFile, finishFile } from "@/lib/files/receive-upload";
import { seeablePeople, startSeeing, stopSeeing } from "@/lib/review/seeing/commands";
import { endExpiredLooks } from "@/lib/review/seeing/end-looks";
import { submissionForm } from "@/lib/submissions/queries";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { GIF } from "@/tests/helpers/gif";
import { makeOrganization, makeSession, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { forms, replied } from "@/tests/helpers/submissions/submissions";

import { type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

const session = vi.hoisted(() => ({ state: null as object | null }));
vi.mock("@/lib/auth/viewer", () => ({ getSession: async () => session.state }));
vi.mock("@/lib/i18n/visitor-language", () => ({ visitorLanguage: async () => "en" }));

useTestDatabase();

let guarded: GuardedTicket;
useGuardedTicket((made) => (guarded = made));

let organizationId: string;
let staff: Viewer;
let member: Viewer;

beforeEach(async () => {
  await sql("DELETE FROM audit_entry");
  await sql("UPDATE organization SET asks_reason = false");
  organizationId = guarded.owner.memberships[0]?.organizationId ?? "";
  staff = await makeViewer({ role: "staff" });
  member = await makeViewer({ organizationId, membership: "member" });
});

const start = (by: Viewer, { userId }: Viewer, reason?: string) =>
  startSeeing(by, { organizationId, userId, reason });
const seen = () => loadViewer(staff.session.id);

describe("seeing as a customer", () => {
  it("is reading by the customer's rights, in this session alone", async () => {
    const other = await makeSession(staff.userId);
    await start(staff, member);
    expect(await seen()).toMatchObject({
      userId: member.userId,
      role: "customer",
      memberships: [{ organizationId, role: "member" }],
      session: { id: staff.session.id, provedAt: null },
      seenBy: { userId: staff.userId, name: staff.name, organizationId, reason: null },
    });
    expect(await loadViewer(other)).toMatchObject({ userId: staff.userId, role: "staff" });
    expect((await loadViewer(member.session.id))?.seenBy).toBeUndefined();
  });

  it("shows one organization only, of a person in several", async () => {
    await sql("INSERT INTO membership (user_id, organization_id) VALUES ($1, $2)", [
      member.userId,
      await makeOrganization("Contoso"),
    ]);
    await start(staff, member);
    expect((await seen())?.memberships).toHaveLength(1);
  });

  it("lasts 30 minutes at most", async () => {
    await start(staff, member);
    const until = (await seen())?.seenBy?.until.getTime() ?? 0;
    expect(Math.abs(until - Date.now() - 30 * 60_000)).toBeLessThan(10_000);
    await sql("UPDATE seen_as SET until = now()");
    expect(await seen()).toMatchObject({ userId: staff.userId, role: "staff" });
  });

  it.each([
    ["the customer is disabled", 'UPDATE "user" SET disabled_at = now() WHERE id = $1'],
    ["they are signed out everywhere", 'UPDATE "user" SET session_version = 9 WHERE id = $1'],
    ["they become staff", "UPDATE \"user\" SET role = 'staff' WHERE id = $1"],
    ["a reason is asked for", "UPDATE organization SET asks_reason = true WHERE $1::text <> ''"],
    ["they leave the organization", "DELETE FROM membership WHERE user_id = $1"],
  ])("ends when %s, and is not resumed", async (_name, change) => {
    await start(staff, member);
    await sql(change, [member.userId]);
    expect(await seen()).toMatchObject({ userId: staff.userId, role: "staff" });
  });

  it("does not go on when the person joins again", async () => {
    await start(staff, member);
    await sql("DELETE FROM membership WHERE user_id = $1", [member.userId]);
    await sql("INSERT INTO membership (user_id, organization_id) VALUES ($1, $2)", [
      member.userId,
      organizationId,
    ]);
    expect((await seen())?.seenBy).toBeUndefined();
  });

  it("ends with the rights, the account and the session of the staff", async () => {
    await start(staff, member);
    await sql("UPDATE \"user\" SET role = 'customer' WHERE id = $1", [staff.userId]);
    expect(await seen()).toMatchObject({ userId: staff.userId, memberships: [] });
    await sql("UPDATE \"user\" SET role = 'staff', disabled_at = now() WHERE id = $1", [
      staff.userId,
    ]);
    expect(await loadSession(staff.session.id)).toBeNull();
    await sql('UPDATE "user" SET disabled_at = NULL WHERE id = $1', [staff.userId]);
    await revokeSession(staff.userId, staff.session.id);
    expect(await loadSession(staff.session.id)).toBeNull();
  });

  it("is for staff, and of customers with an account of their own", async () => {
    const admin = await makeViewer({ role: "admin", organizationId });
    const disabled = await makeViewer({ organizationId });
    await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [disabled.userId]);
    const unconfirmed = await makeViewer({ organizationId });
    await sql('UPDATE "user" SET email_verified_at = NULL WHERE id = $1', [unconfirmed.userId]);
    const impossible = [admin, disabled, unconfirmed];
    for (const person of impossible)
      await expect(start(staff, person)).rejects.toMatchObject({ code: "conflict" });
    const stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
    await expect(start(staff, stranger)).rejects.toMatchObject({ code: "not_found" });
    for (const customer of [guarded.owner, stranger])
      await expect(start(customer, member)).rejects.toMatchObject({ code: "not_found" });
    const ids = [...impossible, stranger, member].map(({ userId }) => userId);
    const { userIds } = await seeablePeople(staff, organizationId, ids);
    expect(userIds).toEqual([member.userId]);
    await expect(seeablePeople(member, organizationId, ids)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await sql("SELECT 1 FROM seen_as WHERE session_id = $1", [staff.session.id])).toEqual(
      [],
    );
  });

  it("is begun again, by another reason, after a look that can no longer be seen", async () => {
    await start(staff, member);
    await sql("UPDATE organization SET asks_reason = true WHERE id = $1", [organizationId]);
    await start(staff, member, "Cannot find a ticket.");
    expect((await seen())?.seenBy?.reason).toBe("Cannot find a ticket.");
    await start(staff, member, "And another one.");
    expect((await seen())?.seenBy?.reason).toBe("And another one.");
    const reasons = (
      await sql<{ reason: string | null }>(
        "SELECT reason FROM audit_entry WHERE action = 'seeing.started' ORDER BY id",
      )
    ).map(({ reason }) => reason);
    expect(reasons).toEqual([null, "Cannot find a ticket.", "And another one."]);
    await sql("DELETE FROM membership WHERE user_id = $1", [member.userId]);
    await sql("INSERT INTO membership (user_id, organization_id) VALUES ($1, $2)", [
      member.userId,
      organizationId,
    ]);
    await start(staff, member, "And another one.");
    expect((await seen())?.seenBy?.reason).toBe("And another one.");
  });

  it("is known to have ended by itself for half an hour, unless it was stopped", async () => {
    const ended = () => hasLookEnded(staff.session.id);
    expect(await ended()).toBe(false);
    await start(staff, member);
    await sql("UPDATE seen_as SET until = now() - interval '1 second'");
    expect(await ended()).toBe(true);
    await endExpiredLooks();
    expect(await ended()).toBe(true);
    await sql("UPDATE seen_as SET until = now() - interval '31 minutes'");
    expect(await ended()).toBe(false);
    await start(staff, member);
    await stopSeeing((await seen()) ?? staff);
    expect(await ended()).toBe(false);
    await start(staff, member);
    await sql("UPDATE organization SET asks_reason = true WHERE id = $1", [organizationId]);
    expect(await ended()).toBe(true);
  });

  it("cannot be started from within", async () => {
    await start(staff, member);
    const viewer = (await seen()) ?? staff;
    await expect(start(viewer, guarded.owner)).rejects.toMatchObject({ code: "read_only" });
  });

  it("asks for a reason where the organization does", async () => {
    await sql("UPDATE organization SET asks_reason = true WHERE id = $1", [organizationId]);
    for (const none of [undefined, "", "  "])
      await expect(start(staff, member, none)).rejects.toMatchObject({ code: "invalid" });
    await start(staff, member, " Cannot find a ticket. ");
    expect((await seen())?.seenBy?.reason).toBe("Cannot find a ticket.");
  });

  it("shows no encrypted text and no private ticket of others", async () => {
    await start(staff, member);
    const viewer = (await seen()) ?? staff;
    const { ticketId, secret } = { ticketId: guarded.ticketId, secret: "hunter2" };
    await sql("UPDATE message SET encrypted = true, body = $2 WHERE ticket_id = $1", [
      ticketId,
      secret,
    ]);
    expect(JSON.stringify(await getTicket(member, ticketId))).toContain(secret);
    expect(JSON.stringify(await getTicket(viewer, ticketId))).not.toContain(secret);
    await sql(
      "INSERT INTO ticket_setting (ticket_id, organization_id, is_private, owner_id) " +
        "VALUES ($1, $2, true, $3) ON CONFLICT (ticket_id) DO UPDATE SET is_private = true, owner_id = $3",
      [ticketId, organizationId, guarded.owner.userId],
    );
    expect(await getTicket(viewer, ticketId)).toBeNull();
    await sql("UPDATE ticket_setting SET is_private = false");
  });
});

describe("what the customer has not sent", () => {
  it("is shown without a text that was to be encrypted", async () => {
    const { owner, account, connectionId, ticketId } = guarded;
    const { reply } = forms(() => connectionId);
    account.before = (called) => {
      if (called === "reply") throw new AppError("provider_invalid", { words: "Not now." });
    };
    const { id } = await replied(owner, reply(ticketId, { message: "hunter2", encrypted: true }));
    const plain = await replied(owner, reply(ticketId, { message: "Not a secret." }));
    account.before = () => undefined;
    await start(staff, owner);
    const viewer = (await seen()) ?? staff;
    expect((await submissionForm(owner, id))?.values.message).toBe("hunter2");
    expect((await submissionForm(viewer, id))?.values).toMatchObject({
      message: "",
      encrypted: "true",
    });
    expect((await submissionForm(viewer, plain.id))?.values.message).toBe("Not a secret.");
  });

  it("has no files", async () => {
    const { owner, connectionId } = guarded;
    const image = { connectionId, draftKey: NEW_TICKET_KEY, name: "a.gif", size: GIF.length };
    const { file } = await beginFile(owner, image);
    await addPiece(owner, file.id, 0, GIF);
    await finishFile(owner, file.id);
    await start(staff, owner);
    const viewer = (await seen()) ?? staff;
    expect((await filePreview(owner, file.id)).mimeType).toBe("image/gif");
    await expect(filePreview(viewer, file.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what the organization is shown of it", () => {
  const looks = async () => (await listStaffLooks(member, accessFilters.parse({}))).items;

  it("is each page, its start and its end, with both names and the reason", async () => {
    await sql("UPDATE organization SET asks_reason = true WHERE id = $1", [organizationId]);
    await start(staff, member, "Asked by phone.");
    const viewer = (await seen()) ?? staff;
    await auditSeen(viewer, `/tickets/${guarded.ticketId}?at=x`);
    await auditSeen(viewer, "/tickets?q=invoice&turn=yours");
    await auditSeen(viewer, "/notifications");
    await auditSeen(viewer, "/notifications");
    expect(await stopSeeing(viewer)).toBe(organizationId);
    expect((await seen())?.seenBy).toBeUndefined();
    expect(await stopSeeing(staff)).toBeNull();
    const shown = await looks();
    expect(shown.map(({ action }) => action)).toEqual([
      "seeing.stopped",
      "page.seen",
      "tickets.searched",
      "ticket.viewed",
      "seeing.started",
    ]);
    for (const look of shown)
      expect(look).toMatchObject({
        actorName: staff.name,
        seenAsName: member.name,
        reason: "Asked by phone.",
      });
    expect(shown[1]?.data).toEqual({ page: "/notifications" });
    expect(shown[2]?.data).toEqual({ q: "invoice", turn: "yours" });
    expect(await ticketLooks(member, guarded.ticketId)).toMatchObject([
      { action: "ticket.viewed", seenAsName: member.name },
    ]);
  });

  it("has no page of staff that is still open in another tab", async () => {
    await start(staff, member);
    const viewer = (await seen()) ?? staff;
    session.state = { viewer, missing: null };
    await sql("DELETE FROM audit_entry");
    const get = async (route: typeof staffUpdates, path: string) => {
      const headers = { "sec-fetch-site": "same-origin" };
      const request = new Request(`http://localhost:3000${path}`, { headers });
      return (await route(request, { params: Promise.resolve({}) })).status;
    };
    expect(await get(staffUpdates, "/api/staff/tickets/updates")).toBe(404);
    expect(await looks()).toEqual([]);
    expect(await get(ownUpdates, "/api/tickets/updates")).toBe(200);
    expect((await looks()).map(({ action }) => action)).toEqual(["tickets.listed"]);
  });

  it("names no ticket that the customer does not see", async () => {
    await start(staff, await makeViewer({ organizationId }));
    const viewer = (await seen()) ?? staff;
    await auditSeen(viewer, "/tickets/01ARZ3NDEKTSV4RRFFQ69G5FAV");
    const [entry] = await sql("SELECT target_type, data FROM audit_entry ORDER BY id DESC LIMIT 1");
    expect(entry).toMatchObject({ target_type: "organization" });
  });

  it.each([
    ["a character that no text can hold", "a%00b", "a\ufffdb"],
    ["a name with one", "a&b%00=c", "a"],
    ["a long text cut within a character", `${"x".repeat(199)}%F0%9F%98%80`, /^x{199}\ufffd?$/],
  ])("is also a search for %s", async (_what, q, shown) => {
    await start(staff, member);
    await auditSeen((await seen()) ?? staff, `/tickets?q=${q}`);
    expect((await looks())[0]?.data.q).toMatch(shown);
  });

  it("is not shown when it cannot be written", async () => {
    await start(staff, member);
    const viewer = (await seen()) ?? staff;
    await sql("ALTER TABLE audit_entry RENAME TO audit_away");
    await expect(auditSeen(viewer, "/tickets")).rejects.toThrow();
    await sql("ALTER TABLE audit_away RENAME TO audit_entry");
  });
});
