import { beforeEach, describe, expect, it } from "vitest";

import { acceptAsViewer } from "@/lib/accounts/invitations/accept";
import { invitePerson } from "@/lib/accounts/invitations/commands";
import { createToken, findToken } from "@/lib/accounts/tokens";
import type { Viewer } from "@/lib/auth/types";
import { db, transaction } from "@/lib/db/kysely";
import { addMember, changeMemberRole, removeMember } from "@/lib/organizations/member-commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { currentViewer, makeViewer, makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let viewers: Viewers;
let admin: Viewer;
let organizationId: string;
beforeEach(async () => {
  await sql("DELETE FROM mail");
  viewers = await makeViewers();
  admin = await makeViewer({ role: "admin" });
  ({ organizationId } = viewers);
});

it("an administrator adds nobody unseen by the organization's managers, and never themselves", async () => {
  const { outsider, owner } = viewers;
  const added = { organizationId, role: "manager", leave: undefined } as const;
  await expect(addMember(admin, { ...added, userId: admin.userId })).rejects.toMatchObject({
    code: "forbidden",
  });
  await addMember(admin, { ...added, userId: outsider.userId });
  expect((await currentViewer(admin.userId))?.memberships).toEqual([]);
  expect(await sql("SELECT recipient FROM mail WHERE kind = 'managers_notice'")).toEqual([
    { recipient: owner.email },
  ]);
});

it("older invitations end for whoever is added or removed", async () => {
  const { outsider, owner } = viewers;
  const person = { organizationId, userId: outsider.userId };
  const invite = () =>
    transaction((client) =>
      createToken(client, {
        kind: "invitation",
        email: outsider.email,
        organizationId,
        role: "manager",
        createdById: owner.userId,
      }),
    );
  const { token: before } = await invite();
  await addMember(admin, { ...person, role: "reader", leave: undefined });
  expect(await findToken(db(), "invitation", before)).toBeNull();
  const { token: between } = await invite();
  await removeMember(owner, person);
  expect(await findToken(db(), "invitation", between)).toBeNull();
});

describe("the managers of an organization get an email", () => {
  const notices = () =>
    sql("SELECT recipient FROM mail WHERE kind = 'managers_notice' ORDER BY recipient");
  const invite = (viewer: Viewer, email: string) =>
    invitePerson(viewer, { to: "organization", organizationId, email, role: "member" });
  const toOwner = () => [{ recipient: viewers.owner.email }];

  it("about people whom an administrator invites or adds, and about invited people who join", async () => {
    await invite(admin, "new@example.com");
    expect(await notices()).toEqual(toOwner());
    expect((await mailsTo(viewers.owner.email))[0]?.paragraphs[0]).toContain("new@example.com");
    await sql("DELETE FROM mail");
    const { token } = await createToken(db(), {
      kind: "invitation",
      email: viewers.outsider.email,
      organizationId,
      role: "member",
      createdById: admin.userId,
    });
    await acceptAsViewer(viewers.outsider, token);
    expect(await notices()).toEqual(toOwner());
    await sql("DELETE FROM mail");
    await invite(admin, viewers.stranger.email);
    expect(await notices()).toEqual(toOwner());
  });

  it("about people whose role an administrator changes, themselves included", async () => {
    await sql("INSERT INTO membership (user_id, organization_id, role) VALUES ($1, $2, 'reader')", [
      admin.userId,
      organizationId,
    ]);
    const userId = admin.userId;
    await changeMemberRole(admin, { organizationId, userId, role: "manager" });
    expect(await notices()).toEqual(toOwner());
  });

  it("about nothing that one of them does", async () => {
    const { owner, member } = viewers;
    await makeViewer({ organizationId });
    await invite(owner, "new@example.com");
    await invite(owner, viewers.outsider.email);
    await changeMemberRole(owner, { organizationId, userId: member.userId, role: "reader" });
    expect(await notices()).toEqual([]);
  });
});
