import { beforeEach, expect, it } from "vitest";

import { createToken, findToken } from "@/lib/accounts/tokens";
import type { Viewer } from "@/lib/auth/types";
import { db, transaction } from "@/lib/db/kysely";
import { addMember, removeMember } from "@/lib/organizations/member-commands";
import { useTestDatabase } from "@/tests/helpers/database";
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
  expect(await sql("SELECT recipient FROM mail WHERE kind = 'member_added_notice'")).toEqual([
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
