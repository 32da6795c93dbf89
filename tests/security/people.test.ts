import { beforeEach, describe, expect, it } from "vitest";

import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { db } from "@/lib/db/kysely";
import { createOrganization, renameOrganization } from "@/lib/organizations/commands";
import {
  addMember,
  changeMemberRole,
  leaveOrganization,
  removeMember,
} from "@/lib/organizations/member-commands";
import { organizationPeople } from "@/lib/organizations/organization-people";
import { changePersonState, changePortalRole, endPersonSessions } from "@/lib/people/commands";
import { getPerson } from "@/lib/people/get-person";
import { getOrganization, listOrganizations } from "@/lib/people/list-organizations";
import { listPeople } from "@/lib/people/list-people";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer, makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let viewers: Viewers;
let admin: Viewer;
let organizationId: string;

beforeEach(async () => {
  viewers = await makeViewers();
  admin = await makeViewer({ role: "admin" });
  ({ organizationId } = viewers);
});

const rolesOf = async (id = organizationId) =>
  Object.fromEntries(
    (
      await db()
        .selectFrom("membership")
        .select(["user_id", "role"])
        .where("organization_id", "=", id)
        .execute()
    ).map(({ user_id, role }) => [user_id, role]),
  );
const isSignedIn = async ({ session }: Viewer) => (await loadViewer(session.id)) !== null;
const unproved = (viewer: Viewer): Viewer => ({
  ...viewer,
  session: { ...viewer.session, provedAt: null },
});

/** Returns the error codes of calls; "done" for a successful one. */
async function codesOf(calls: Array<Promise<unknown>>): Promise<Set<string>> {
  const results = await Promise.allSettled(calls);
  return new Set(
    results.map((result) =>
      result.status === "fulfilled" ? "done" : (result.reason as { code: string }).code,
    ),
  );
}

const REFUSED = [
  ["a stranger", "stranger", "not_found"],
  ["a person without an organization", "outsider", "not_found"],
  ["a reader", "reader", "forbidden"],
  ["a member", "member", "forbidden"],
  ["staff", "staff", "forbidden"],
] as const;

describe.each(REFUSED)("%s", (_who, name, code) => {
  it("changes nobody's role, removes nobody and renames nothing", async () => {
    const before = await rolesOf();
    const given = { organizationId, userId: viewers.member.userId };
    expect(
      await codesOf([
        changeMemberRole(viewers[name], { ...given, role: "manager" }),
        removeMember(viewers[name], given),
        renameOrganization(viewers[name], { organizationId, name: "Ours" }),
      ]),
    ).toEqual(new Set([code]));
    expect(await rolesOf()).toEqual(before);
    expect((await getOrganization(admin, organizationId))?.name).toBe("Northwind");
  });
});

describe("the people of an organization", () => {
  it.each(["stranger", "outsider"] as const)("are not shown to a %s", async (name) => {
    await expect(organizationPeople(viewers[name], organizationId)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are shown to a reader, without their second factors", async () => {
    const { people } = await organizationPeople(viewers.reader, organizationId);
    expect(people).toHaveLength(4);
    expect(people.map(({ hasSecondFactor }) => hasSecondFactor)).toEqual([null, null, null, null]);
    const managed = await organizationPeople(viewers.owner, organizationId);
    expect(managed.people.map((person) => person.hasSecondFactor)).toEqual(Array(4).fill(false));
  });

  it("come page by page", async () => {
    const own = await makeOrganization("Large");
    await sql(
      `WITH made AS (INSERT INTO "user" (id, email, name)
         SELECT 'large-' || n, n || '@large.example', 'Same Name' FROM generate_series(1, 45) AS n
         RETURNING id)
       INSERT INTO membership (user_id, organization_id) SELECT id, $1 FROM made`,
      [own],
    );
    const first = await organizationPeople(admin, own);
    const second = await organizationPeople(admin, own, first.nextCursor ?? "");
    const ids = [...first.people, ...second.people].map(({ userId }) => userId);
    expect([first.people.length, new Set(ids).size, second.nextCursor]).toEqual([25, 45, null]);
  });
});

describe("a manager", () => {
  it("needs a proof to change people, and leaves none without one", async () => {
    const given = { organizationId, userId: viewers.member.userId };
    expect(
      await codesOf([
        changeMemberRole(unproved(viewers.owner), { ...given, role: "reader" }),
        removeMember(unproved(viewers.owner), given),
        leaveOrganization(unproved(viewers.member), given),
      ]),
    ).toEqual(new Set(["proof_required"]));
    expect((await rolesOf())[viewers.member.userId]).toBe("member");
  });

  it("changes a role, which is audited and told to the person", async () => {
    const { owner, member } = viewers;
    await changeMemberRole(owner, { organizationId, userId: member.userId, role: "manager" });
    expect((await rolesOf())[member.userId]).toBe("manager");
    expect(await isSignedIn(member)).toBe(true);
    expect(
      await sql("SELECT action, actor_id, session_id FROM audit_entry WHERE target_id = $1", [
        member.userId,
      ]),
    ).toEqual([
      { action: "member.role_changed", actor_id: owner.userId, session_id: owner.session.id },
    ]);
    expect(await sql("SELECT kind FROM mail WHERE recipient = $1", [member.email])).toEqual([
      { kind: "member_role" },
    ]);
  });

  it("ends all sessions of a customer by a lower role and by removing, and says so", async () => {
    const { owner, member, reader } = viewers;
    const elsewhere = await makeOrganization("Fabrikam");
    const inBoth = await makeViewer({ organizationId });
    const leave = undefined;
    for (const { userId } of [inBoth, reader])
      await addMember(admin, { organizationId: elsewhere, userId, role: "reader", leave });
    await changeMemberRole(owner, { organizationId, userId: inBoth.userId, role: "member" });
    await changeMemberRole(owner, { organizationId, userId: member.userId, role: "reader" });
    await removeMember(owner, { organizationId, userId: reader.userId });
    for (const viewer of [inBoth, member, reader]) expect(await isSignedIn(viewer)).toBe(false);
    expect(await isSignedIn(owner)).toBe(true);
    expect(await rolesOf(elsewhere)).toEqual({
      [inBoth.userId]: "reader",
      [reader.userId]: "reader",
    });
    const mails = await sql("SELECT kind FROM mail WHERE recipient = ANY($1) ORDER BY id", [
      [inBoth.email, member.email, reader.email],
    ]);
    expect(mails.map(({ kind }) => kind).sort()).toEqual(
      "member_added member_added member_removed member_role member_role".split(" "),
    );
  });

  it("ends no session of staff, who lose nothing but a membership", async () => {
    const { owner, staff } = viewers;
    const { userId } = staff;
    await addMember(admin, { organizationId, userId, role: "manager", leave: undefined });
    await changeMemberRole(owner, { organizationId, userId, role: "reader" });
    await removeMember(admin, { organizationId, userId });
    expect(await isSignedIn(staff)).toBe(true);
    expect(Object.keys(await rolesOf())).not.toContain(userId);
  });

  it("stays if they are the last one who is not disabled", async () => {
    const { owner } = viewers;
    const own = { organizationId, userId: owner.userId };
    expect(
      await codesOf([
        changeMemberRole(owner, { ...own, role: "member" }),
        removeMember(owner, own),
        leaveOrganization(owner, own),
        removeMember(admin, own),
      ]),
    ).toEqual(new Set(["conflict"]));
    expect((await rolesOf())[owner.userId]).toBe("manager");
    expect(await isSignedIn(owner)).toBe(true);
  });

  it("cannot act any more once they are disabled or demoted", async () => {
    const { disabled, owner, member } = viewers;
    const given = { organizationId, userId: member.userId };
    await expect(removeMember(disabled, given)).rejects.toMatchObject({ code: "unauthenticated" });
    const second = await makeViewer({ organizationId });
    await changeMemberRole(second, { organizationId, userId: owner.userId, role: "member" });
    await expect(removeMember(owner, given)).rejects.toMatchObject({ code: "forbidden" });
    expect((await rolesOf())[member.userId]).toBe("member");
  });

  it("remains when two managers demote each other at once", async () => {
    const { owner } = viewers;
    const second = await makeViewer({ organizationId });
    const results = await Promise.allSettled([
      changeMemberRole(owner, { organizationId, userId: second.userId, role: "reader" }),
      changeMemberRole(second, { organizationId, userId: owner.userId, role: "reader" }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const roles = await rolesOf();
    expect([roles[owner.userId], roles[second.userId]].sort()).toEqual(["manager", "reader"]);
  });
});

describe("leaving", () => {
  it("ends the person's sessions", async () => {
    await leaveOrganization(viewers.reader, { organizationId });
    expect(Object.keys(await rolesOf())).not.toContain(viewers.reader.userId);
    expect(await isSignedIn(viewers.reader)).toBe(false);
    await expect(leaveOrganization(viewers.stranger, { organizationId })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the pages of staff", () => {
  it.each(["stranger", "outsider", "owner", "member", "reader"] as const)(
    "are unknown to a %s",
    async (name) => {
      const viewer = viewers[name];
      const { userId } = viewers.member;
      expect(
        await codesOf([
          listPeople(viewer, { q: undefined, role: undefined, state: undefined, after: undefined }),
          listOrganizations(viewer, { q: undefined, after: undefined }),
          getPerson(viewer, userId),
          getOrganization(viewer, organizationId),
          createOrganization(viewer, { name: "Ours" }),
          changePortalRole(viewer, { userId, role: "admin" }),
          changePersonState(viewer, { userId, state: "disabled" }),
          endPersonSessions(viewer, { userId }),
          addMember(viewer, {
            organizationId,
            userId: viewer.userId,
            role: "manager",
            leave: undefined,
          }),
        ]),
      ).toEqual(new Set(["not_found"]));
      expect(await isSignedIn(viewers.member)).toBe(true);
    },
  );

  it("are read by staff, who change nothing", async () => {
    const { staff, member } = viewers;
    const { userId } = member;
    expect((await getPerson(staff, userId))?.memberships).toHaveLength(1);
    expect(
      await codesOf([
        createOrganization(staff, { name: "Ours" }),
        changePortalRole(staff, { userId, role: "staff" }),
        changePersonState(staff, { userId, state: "disabled" }),
        endPersonSessions(staff, { userId }),
        addMember(staff, {
          organizationId,
          userId: staff.userId,
          role: "manager",
          leave: undefined,
        }),
      ]),
    ).toEqual(new Set(["forbidden"]));
    expect(await isSignedIn(member)).toBe(true);
  });
});

describe("an administrator", () => {
  it("needs a proof, and never changes themselves", async () => {
    const { userId } = viewers.member;
    await expect(
      changePersonState(unproved(admin), { userId, state: "disabled" }),
    ).rejects.toMatchObject({ code: "proof_required" });
    expect(
      await codesOf([
        changePortalRole(admin, { userId: admin.userId, role: "staff" }),
        changePersonState(admin, { userId: admin.userId, state: "disabled" }),
      ]),
    ).toEqual(new Set(["forbidden"]));
    expect(await isSignedIn(admin)).toBe(true);
  });

  it("disables, enables and signs people out; each ends sessions at once", async () => {
    const { member, staff, reader } = viewers;
    await changePersonState(admin, { userId: member.userId, state: "disabled" });
    await endPersonSessions(admin, { userId: reader.userId });
    await changePortalRole(admin, { userId: staff.userId, role: "customer" });
    for (const viewer of [member, reader, staff]) expect(await isSignedIn(viewer)).toBe(false);
    await changePersonState(admin, { userId: member.userId, state: "active" });
    expect(await isSignedIn(member)).toBe(false);
    expect((await getPerson(admin, member.userId))?.audits.map(({ action }) => action)).toEqual([
      "user.enabled",
      "user.disabled",
    ]);
  });

  it("sees who is the last manager; disabled managers do not count", async () => {
    const seen = (id: string) => organizationPeople(admin, id);
    const last = ({ people }: Awaited<ReturnType<typeof seen>>) =>
      people.filter(({ isLastManager }) => isLastManager).map(({ userId }) => userId);
    expect(last(await seen(organizationId))).toEqual([viewers.owner.userId]);
    await makeViewer({ organizationId });
    expect(await seen(organizationId)).toMatchObject({ hasManager: true });
    expect(last(await seen(organizationId))).toEqual([]);
    expect(await seen(await makeOrganization("Empty"))).toMatchObject({ hasManager: false });
  });

  it("moves a person between organizations", async () => {
    const { member } = viewers;
    const { organizationId: other } = await createOrganization(admin, { name: "Fabrikam" });
    const move = {
      organizationId: other,
      userId: member.userId,
      role: "manager",
      leave: organizationId,
    } as const;
    await addMember(admin, move);
    expect(await rolesOf(other)).toEqual({ [member.userId]: "manager" });
    expect(Object.keys(await rolesOf())).not.toContain(member.userId);
    await expect(addMember(admin, move)).rejects.toMatchObject({ code: "conflict" });
  });

  it("remains when two administrators disable each other at once", async () => {
    const second = await makeViewer({ role: "admin" });
    const results = await Promise.allSettled([
      changePersonState(admin, { userId: second.userId, state: "disabled" }),
      changePortalRole(second, { userId: admin.userId, role: "customer" }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect([await isSignedIn(admin), await isSignedIn(second)].sort()).toEqual([false, true]);
  });
});
