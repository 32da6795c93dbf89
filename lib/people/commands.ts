import { assertVerified } from "../accounts/address/verified";
import { endSessions } from "../accounts/end-sessions";
import { lockAccounts } from "../accounts/member-locks";
import { tellMember } from "../accounts/member-mails";
import type { PersonAct } from "../acts/person-acts";
import { actedBy } from "../auth/acted-by";
import { assertMayEverywhere } from "../auth/permissions";
import type { PortalRole, Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { now } from "../db/expressions";
import { type Db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import type { PersonIdInput, PersonStateInput, PortalRoleInput } from "./schemas";

interface LockedPerson {
  role: PortalRole;
  email: string;
  language: string | null;
  disabledAt: Date | null;
  emailVerifiedAt: Date | null;
}

/** Runs a change of another person's account: see `lockAccounts`. */
async function changePerson<T>(
  viewer: Viewer,
  userId: string,
  change: (client: Db, person: LockedPerson) => Promise<T>,
): Promise<T> {
  assertMayEverywhere(viewer, "users.manage");
  return transaction(async (client) => {
    await lockAccounts(client, viewer);
    const person = await client
      .selectFrom("user")
      .select([
        "role",
        "email",
        "language",
        "disabled_at as disabledAt",
        "email_verified_at as emailVerifiedAt",
      ])
      .where("id", "=", userId)
      .forUpdate()
      .executeTakeFirst();
    if (!person) throw new AppError("not_found");
    return change(client, person);
  });
}

function assertOther(viewer: Viewer, userId: string): void {
  if (viewer.userId !== userId) return;
  throw new AppError("forbidden", { text: message("staffPeople.errors.yourself") });
}

/** Ends the person's sessions: staff sessions have other limits. Throws `forbidden` for an unconfirmed address. */
export async function changePortalRole(
  viewer: Viewer,
  { userId, role }: PortalRoleInput,
): Promise<PortalRoleInput> {
  return changePerson(viewer, userId, async (client, person) => {
    assertOther(viewer, userId);
    if (person.role === role) return { userId, role };
    if (role !== "customer") assertVerified(person);
    await client.updateTable("user").set({ role }).where("id", "=", userId).execute();
    await endSessions(client, userId);
    await auditPerson(client, viewer, "user.role_changed", userId, { role, before: person.role });
    await tellMember(client, viewer, person, {
      kind: "portal_role",
      subject: message("people.mail.portalRoleSubject"),
      text: message("people.mail.portalRole", { role }),
    });
    return { userId, role };
  });
}

/** Disabling ends all sessions at once. */
export async function changePersonState(
  viewer: Viewer,
  { userId, state }: PersonStateInput,
): Promise<PersonStateInput> {
  return changePerson(viewer, userId, async (client, person) => {
    assertOther(viewer, userId);
    const isDisabled = person.disabledAt !== null;
    if (isDisabled === (state === "disabled")) return { userId, state };
    await client
      .updateTable("user")
      .set({ disabled_at: state === "disabled" ? now() : null })
      .where("id", "=", userId)
      .execute();
    if (state === "disabled") await endSessions(client, userId);
    const action = state === "disabled" ? "user.disabled" : "user.enabled";
    await auditPerson(client, viewer, action, userId);
    await tellMember(client, viewer, person, {
      kind: "account_state",
      subject: message("people.mail.stateSubject", { state }),
      text: message("people.mail.state", { state }),
    });
    return { userId, state };
  });
}

/** Signs a person out everywhere. */
export async function endPersonSessions(
  viewer: Viewer,
  { userId }: PersonIdInput,
): Promise<{ ended: number }> {
  return changePerson(viewer, userId, async (client) => {
    const ended = await endSessions(client, userId);
    await auditPerson(client, viewer, "user.signed_out", userId, { ended });
    return { ended };
  });
}

function auditPerson(
  client: Db,
  viewer: Viewer,
  action: PersonAct,
  userId: string,
  data: Record<string, string | number> = {},
): Promise<void> {
  return audit(
    {
      ...actedBy(viewer),
      organizationId: null,
      action,
      targetType: "user",
      targetId: userId,
      data,
    },
    client,
  );
}
