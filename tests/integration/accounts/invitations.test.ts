import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { acceptAsNewPerson, acceptAsViewer } from "@/lib/accounts/invitations/accept";
import {
  invitePerson,
  MAX_PENDING,
  resendInvitation,
  withdrawInvitation,
} from "@/lib/accounts/invitations/commands";
import { invitationBehind } from "@/lib/accounts/invitations/open-invitation";
import { listInvitations } from "@/lib/accounts/invitations/queries";
import { type InviteInput, inviteSchema } from "@/lib/accounts/invitations/schemas";
import { findToken } from "@/lib/accounts/tokens";
import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { lockUntilCommit } from "@/lib/db/expressions";
import { db, transaction } from "@/lib/db/kysely";
import { prisma } from "@/lib/db/prisma";
import { changeMemberRole, removeMember } from "@/lib/organizations/member-commands";
import { changePersonState, changePortalRole } from "@/lib/people/commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import {
  disableUser,
  makeSession,
  makeViewer,
  makeViewers,
  type Viewers,
} from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

const mail = vi.hoisted(() => ({ isSent: false }));
vi.mock("@/lib/mail/is-mail-configured", () => ({ isMailConfigured: () => mail.isSent }));

useTestDatabase();

let people: Viewers;
let admin: Viewer;
beforeAll(async () => {
  people = await makeViewers();
  admin = await makeViewer({ role: "admin" });
});
beforeEach(() => sql("DELETE FROM rate_limit; DELETE FROM account_token; DELETE FROM mail"));

const invitation = (
  email: string,
  role: "reader" | "member" | "manager" = "member",
): InviteInput & { to: "organization" } => ({
  to: "organization",
  organizationId: people.organizationId,
  email,
  role,
});
const toPortal = (email: string): InviteInput => ({ to: "portal", email, role: "staff" });
const tokenOf = (link: string | null) => new URL(link ?? "").pathname.split("/")[2] ?? "";
const isOpen = async (link: string | null) =>
  (await findToken(db(), "invitation", tokenOf(link))) !== null;
const listed = async (viewer = people.owner) =>
  (await listInvitations(viewer, people.organizationId)).map(({ email }) => email);

describe("an invitation", () => {
  it("goes out by email, and shows its link where no mail is sent", async () => {
    const sent = await invitePerson(people.owner, invitation("new@example.com"));
    expect(sent).toMatchObject({ email: "new@example.com" });
    expect(sent.link).toMatch(/^http:\/\/[^/]+\/invite\/[\w-]{43}\?lang=en$/);
    expect(await isOpen(sent.link)).toBe(true);
    expect(await sql("SELECT kind FROM mail")).toEqual([]);
    mail.isSent = true;
    const mailed = await invitePerson(people.owner, invitation("new@example.com"));
    mail.isSent = false;
    expect(mailed.link).toBeNull();
    expect(await sql("SELECT kind, recipient FROM mail")).toEqual([
      { kind: "invitation", recipient: "new@example.com" },
    ]);
  });

  it("is written, linked and sent again in the language chosen for it", async () => {
    const inSwedish = { ...invitation("ny@example.com"), language: "sv" as const };
    const sent = await invitePerson(people.owner, inSwedish);
    expect(new URL(sent.link ?? "").searchParams.get("lang")).toBe("sv");
    const own = await invitePerson(people.owner, invitation("new@example.com"));
    expect(new URL(own.link ?? "").searchParams.get("lang")).toBe("en");
    mail.isSent = true;
    await invitePerson(people.owner, inSwedish);
    const rows = await listInvitations(people.owner, people.organizationId);
    const { id: invitationId = "" } = rows.find(({ email }) => email === "ny@example.com") ?? {};
    await resendInvitation(people.owner, { invitationId });
    mail.isSent = false;
    const mails = await mailsTo("ny@example.com");
    expect(mails).toHaveLength(2);
    for (const { button, subject } of mails) {
      expect(subject).toMatch(/har bjudit in dig/);
      expect(button?.url).toMatch(/\?lang=sv$/);
    }
  });

  it.each(["member", "reader", "outsider", "stranger", "staff"] as const)(
    "is not sent, listed, sent again or withdrawn by a %s",
    async (who) => {
      await invitePerson(people.owner, invitation("new@example.com"));
      const [{ id: invitationId } = { id: "" }] = await listInvitations(
        people.owner,
        people.organizationId,
      );
      const refused = { code: expect.stringMatching(/^(not_found|forbidden)$/) as string };
      const viewer = people[who];
      for (const attempt of [
        () => invitePerson(viewer, invitation("other@example.com")),
        () => listInvitations(viewer, people.organizationId),
        () => resendInvitation(viewer, { invitationId }),
        () => withdrawInvitation(viewer, { invitationId }),
      ])
        await expect(attempt()).rejects.toMatchObject(refused);
      expect(await listed()).toEqual(["new@example.com"]);
    },
  );

  it("is not sent by a disabled account", async () => {
    await expect(
      invitePerson(people.disabled, invitation("new@example.com")),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await listed()).toEqual([]);
  });

  it("is sent to every organization by an administrator", async () => {
    await invitePerson(admin, invitation("new@example.com", "manager"));
    expect(await listed(admin)).toEqual(["new@example.com"]);
    expect(await listed()).toEqual(["new@example.com"]);
  });

  it("to a role in the portal is an administrator's, with a proof", async () => {
    for (const viewer of [people.owner, people.staff])
      await expect(invitePerson(viewer, toPortal("new@example.com"))).rejects.toMatchObject({
        code: "not_found",
      });
    const unproved = { ...admin, session: { ...admin.session, provedAt: null } };
    await expect(invitePerson(unproved, toPortal("new@example.com"))).rejects.toMatchObject({
      code: "proof_required",
    });
    await invitePerson(admin, toPortal("new@example.com"));
    expect(await listInvitations(admin, null)).toMatchObject([{ role: "staff" }]);
    expect(await listInvitations(people.owner, null)).toEqual([]);
  });

  it("gives no role of the portal in an organization, nor the other way round", () => {
    const input = {
      to: "organization",
      organizationId: "a",
      email: "a@example.com",
      role: "admin",
    };
    expect(inviteSchema.safeParse(input).success).toBe(false);
    expect(inviteSchema.safeParse({ ...input, to: "portal", role: "manager" }).success).toBe(false);
  });

  it("replaces the one before, sent again or to the same address", async () => {
    const first = await invitePerson(people.owner, invitation("new@example.com"));
    const second = await invitePerson(people.owner, invitation("new@example.com", "reader"));
    const [pending] = await listInvitations(people.owner, people.organizationId);
    expect(pending).toMatchObject({ role: "reader", isExpired: false });
    const third = await resendInvitation(people.owner, { invitationId: pending?.id ?? "" });
    expect(await Promise.all([first, second, third].map(({ link }) => isOpen(link)))).toEqual([
      false,
      false,
      true,
    ]);
    expect(await listed()).toEqual(["new@example.com"]);
  });

  it("stops working when it is withdrawn", async () => {
    const { link } = await invitePerson(people.owner, invitation("new@example.com"));
    const [pending] = await listInvitations(people.owner, people.organizationId);
    const withdrawn = { invitationId: pending?.id ?? "" };
    await withdrawInvitation(people.owner, withdrawn);
    expect(await isOpen(link)).toBe(false);
    expect(await listed()).toEqual([]);
    for (const again of [withdrawInvitation, resendInvitation])
      await expect(again(people.owner, withdrawn)).rejects.toMatchObject({ code: "not_found" });
  });

  it("has at most fifty open at a time", async () => {
    await sql(
      `INSERT INTO account_token (id, kind, token_hash, email, organization_id, role, expires_at)
       SELECT 'i' || n, 'invitation', 'h' || n, n || '@example.com', $1, 'member',
              now() + interval '1 day' FROM generate_series(1, $2) n`,
      [people.organizationId, MAX_PENDING],
    );
    await expect(invitePerson(people.owner, invitation("new@example.com"))).rejects.toMatchObject({
      code: "throttled",
    });
    await invitePerson(people.owner, invitation("7@example.com"));
  });
});

describe("the rights of whoever invites", () => {
  const accept = (link: string | null) =>
    acceptAsNewPerson(
      { token: tokenOf(link), name: "New", newPassword: "three words or four" },
      { origin: { address: "unknown", userAgent: "", deviceToken: undefined }, language: "en" },
    );

  it("are proved, to send one and to send it again, but not to look", async () => {
    await invitePerson(people.owner, invitation("new@example.com"));
    for (const viewer of [people.owner, admin]) {
      const unproved = { ...viewer, session: { ...viewer.session, provedAt: null } };
      const [{ id: invitationId } = { id: "" }] = await listInvitations(
        unproved,
        people.organizationId,
      );
      for (const attempt of [
        () => invitePerson(unproved, invitation("thief@example.com", "manager")),
        () => resendInvitation(unproved, { invitationId }),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: "proof_required" });
    }
    expect(await listed()).toEqual(["new@example.com"]);
  });

  it.each(["disabled", "customer"] as const)(
    "end its link when an administrator is %s",
    async (change) => {
      const rogue = await makeViewer({ role: "admin" });
      const { link } = await invitePerson(rogue, toPortal("rogue@example.com"));
      const { userId } = rogue;
      if (change === "disabled") await changePersonState(admin, { userId, state: change });
      else await changePortalRole(admin, { userId, role: change });
      await expect(accept(link)).rejects.toMatchObject({ code: "not_found" });
    },
  );

  it("end its link when a manager is removed", async () => {
    const { organizationId } = people;
    const rogue = await makeViewer({ organizationId });
    const { link } = await invitePerson(rogue, invitation("rogue@example.com", "manager"));
    await removeMember(people.owner, { organizationId, userId: rogue.userId });
    expect(await invitationBehind(tokenOf(link))).toBeNull();
    await expect(accept(link)).rejects.toMatchObject({ code: "not_found" });
  });

  it("are read again after it has waited", async () => {
    const { organizationId } = people;
    const manager = await makeViewer({ organizationId });
    let inviting: Promise<unknown> | undefined;
    await transaction(async (client) => {
      await lockUntilCommit(client, `invitations:${organizationId}`);
      inviting = invitePerson(manager, invitation("late@example.com", "manager")).catch(
        (error: unknown) => error,
      );
      await changeMemberRole(people.owner, {
        organizationId,
        userId: manager.userId,
        role: "reader",
      });
    });
    expect(await inviting).toMatchObject({ code: "forbidden" });
  });

  it("give a role in the portal that begins with a new sign-in", async () => {
    const email = "later-staff@example.com";
    const { link } = await invitePerson(admin, toPortal(email));
    const { id } = await prisma().user.create({ data: { email, name: "L", passwordHash: "-" } });
    const sessionId = await makeSession(id);
    const viewer = await loadViewer(sessionId);
    if (!viewer) throw new Error("The session cannot be loaded.");
    await acceptAsViewer(viewer, tokenOf(link));
    expect(await loadViewer(sessionId)).toBeNull();
    expect((await prisma().user.findUniqueOrThrow({ where: { id } })).role).toBe("staff");
  });
});

describe("a known address", () => {
  const roleOf = async ({ userId }: Viewer) =>
    (
      await prisma().membership.findMany({
        where: { userId, organizationId: people.organizationId },
      })
    )[0]?.role;

  it("gets the membership at once, and an email", async () => {
    const known = await makeViewer();
    await sql(`UPDATE "user" SET language = NULL WHERE id = $1`, [known.userId]);
    mail.isSent = true;
    const added = await invitePerson(people.owner, {
      ...invitation(known.email, "reader"),
      language: "sv",
    });
    mail.isSent = false;
    expect(added).toEqual({ email: known.email, link: null });
    expect(await roleOf(known)).toBe("reader");
    expect(await sql("SELECT kind, recipient FROM mail")).toEqual([
      { kind: "membership_added", recipient: known.email },
    ]);
    const [{ subject } = {}] = await mailsTo(known.email);
    expect(subject).toMatch(/^Du har lagts till/);
    expect(await listed()).toEqual([]);
  });

  it("keeps the role that it has", async () => {
    const { organizationId } = people;
    const manager = await makeViewer({ organizationId, membership: "manager" });
    await expect(
      invitePerson(people.owner, invitation(manager.email, "reader")),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await roleOf(manager)).toBe("manager");
    expect(await sql("SELECT kind FROM mail")).toEqual([]);
  });

  it("of a disabled account or of staff is answered like an unknown one, and gets no membership", async () => {
    const disabled = await makeViewer();
    await disableUser(disabled.userId);
    mail.isSent = true;
    for (const email of [disabled.email, people.staff.email, "unknown@example.com"])
      expect(await invitePerson(people.owner, invitation(email))).toEqual({ email, link: null });
    expect(await sql("SELECT DISTINCT kind FROM mail")).toEqual([{ kind: "invitation" }]);
    expect(await listed()).toHaveLength(3);
    expect(await roleOf(disabled)).toBeUndefined();
    expect(await roleOf(people.staff)).toBeUndefined();
    await invitePerson(admin, invitation(people.staff.email, "reader"));
    mail.isSent = false;
    expect(await roleOf(people.staff)).toBe("reader");
  });

  it("is asked by a link like any other where no mail is sent", async () => {
    const known = await makeViewer();
    const { link } = await invitePerson(people.owner, invitation(known.email));
    expect(link).not.toBeNull();
    expect(await roleOf(known)).toBeUndefined();
    await acceptAsViewer(known, tokenOf(link));
    expect(await roleOf(known)).toBe("member");
  });

  it("of an administrator gives them no membership by their own hand", async () => {
    await expect(invitePerson(admin, invitation(admin.email, "manager"))).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await roleOf(admin)).toBeUndefined();
  });

  it("is no invitation to a role in the portal", async () => {
    const known = await makeViewer();
    await expect(invitePerson(admin, toPortal(known.email))).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
