import { assertStillMay, lockOrganization } from "../../accounts/member-locks";
import { actedBy } from "../../auth/acted-by";
import { assertMay, assertMayEverywhere, ownOrganizations } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { isAnyOf, lockUntilCommit } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { newId } from "../../ids";
import type { ChangeViewInput, MoveViewInput, SaveViewInput, ViewIdInput } from "./schemas";

/** Of a person, and of an organization. */
const MAX_VIEWS = 20;

/** Views of an organization or, if null, of the viewer or of all staff. */
interface Owner {
  organizationId: string | null;
  forStaff: boolean;
  isShared: boolean;
}

function ownerFor({ audience, organizationId }: SaveViewInput): Owner {
  const isShared = organizationId !== null;
  const forStaff = audience === "staff";
  return { organizationId: forStaff ? null : organizationId, forStaff, isShared };
}

/** Replaces the view of the same name. */
export async function saveView(viewer: Viewer, input: SaveViewInput): Promise<ViewIdInput> {
  const { name, query, isPinned } = input;
  const owner = ownerFor(input);
  const { organizationId, forStaff, isShared } = owner;
  assertMayKeep(viewer, owner);
  return transaction(async (client) => {
    const others = await lockedViews(client, viewer, owner);
    const known = others.find((view) => view.name === name);
    if (!known && others.length >= MAX_VIEWS)
      throw new AppError("conflict", {
        text: message(isShared ? "views.errors.tooManyShared" : "views.errors.tooMany", {
          max: MAX_VIEWS,
        }),
      });
    const viewId = known?.id ?? newId();
    if (known)
      await client
        .updateTable("saved_view")
        .set({ query, is_pinned: isPinned })
        .where("id", "=", viewId)
        .execute();
    else
      await client
        .insertInto("saved_view")
        .values({
          id: viewId,
          name,
          query,
          is_pinned: isPinned,
          user_id: isShared ? null : viewer.userId,
          organization_id: organizationId,
          for_staff: forStaff,
          position: (others.at(-1)?.position ?? 0) + 1,
          created_by_id: viewer.userId,
        })
        .execute();
    await auditView(client, viewer, "saved", owner, name);
    return { viewId };
  });
}

export async function changeView(
  viewer: Viewer,
  { viewId, name, query, isPinned }: ChangeViewInput,
): Promise<ViewIdInput> {
  const owner = await ownerOf(viewer, viewId);
  return transaction(async (client) => {
    const views = await lockedViews(client, viewer, owner);
    if (views.some((view) => view.name === name && view.id !== viewId))
      throw new AppError("conflict", { text: message("views.errors.sameName") });
    const before = views.find((view) => view.id === viewId);
    if (!before) throw new AppError("not_found");
    await client
      .updateTable("saved_view")
      .set({
        name: name ?? before.name,
        query: query ?? before.query,
        is_pinned: isPinned ?? before.isPinned,
      })
      .where("id", "=", viewId)
      .execute();
    await auditView(client, viewer, "saved", owner, name ?? before.name);
    return { viewId };
  });
}

export async function removeView(viewer: Viewer, { viewId }: ViewIdInput): Promise<ViewIdInput> {
  const owner = await ownerOf(viewer, viewId);
  return transaction(async (client) => {
    const views = await lockedViews(client, viewer, owner);
    const removed = views.find((view) => view.id === viewId);
    await client.deleteFrom("saved_view").where("id", "=", viewId).execute();
    if (removed) await auditView(client, viewer, "removed", owner, removed.name);
    return { viewId };
  });
}

/** Moves it by one place; the first one stays first. */
export async function moveView(
  viewer: Viewer,
  { viewId, direction }: MoveViewInput,
): Promise<ViewIdInput> {
  const owner = await ownerOf(viewer, viewId);
  return transaction(async (client) => {
    const views = await lockedViews(client, viewer, owner);
    const from = views.findIndex((view) => view.id === viewId);
    const to = direction === "up" ? from - 1 : from + 1;
    const [one, other] = [views[from], views[to]];
    if (!one) throw new AppError("not_found");
    if (!other) return { viewId };
    const moved = views.with(from, other).with(to, one);
    for (const [position, view] of moved.entries())
      if (view.position !== position)
        await client
          .updateTable("saved_view")
          .set({ position })
          .where("id", "=", view.id)
          .execute();
    return { viewId };
  });
}

/** The viewer's own, or those of one organization, against all other changes until commit. */
async function lockedViews(client: Db, viewer: Viewer, owner: Owner) {
  const { organizationId, forStaff, isShared } = owner;
  if (organizationId !== null) {
    await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "views.share", organizationId);
  } else {
    await lockPerson(client, viewer, forStaff);
    if (isShared) await lockUntilCommit(client, "views of staff");
  }
  return client
    .selectFrom("saved_view")
    .select(["id", "name", "query", "is_pinned as isPinned", "position"])
    .where("for_staff", "=", forStaff)
    .where("user_id", isShared ? "is" : "=", isShared ? null : viewer.userId)
    .$if(organizationId !== null, (query) =>
      query.where("organization_id", "=", organizationId ?? ""),
    )
    .orderBy("position")
    .orderBy("id")
    .execute();
}

async function lockPerson(client: Db, { userId }: Viewer, isStaff: boolean): Promise<void> {
  const person = await client
    .selectFrom("user")
    .select("id")
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .$if(isStaff, (query) => query.where("role", "<>", "customer"))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!person) throw new AppError("unauthenticated");
}

/** Throws `not_found` for a view that the viewer does not see. */
async function ownerOf(viewer: Viewer, viewId: string): Promise<Owner> {
  const row = await db()
    .selectFrom("saved_view")
    .select(["organization_id as organizationId", "for_staff as forStaff", "user_id as userId"])
    .where("id", "=", viewId)
    .where((eb) =>
      eb.or([
        eb("user_id", "=", viewer.userId),
        isAnyOf(eb.ref("organization_id"), ownOrganizations(viewer)),
        eb.and([eb("for_staff", "=", true), eb("user_id", "is", null)]),
      ]),
    )
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  const { userId, ...place } = row;
  const owner = { ...place, isShared: userId === null };
  assertMayKeep(viewer, owner);
  return owner;
}

/** All who have a list keep views of their own; staff also share views with each other. */
function assertMayKeep(viewer: Viewer, { organizationId, forStaff }: Owner): void {
  if (forStaff) assertMayEverywhere(viewer, "organizations.read");
  else if (organizationId !== null) assertMay(viewer, "views.share", organizationId);
  else if (ownOrganizations(viewer).length === 0) throw new AppError("not_found");
}

async function auditView(
  client: Db,
  viewer: Viewer,
  act: "saved" | "removed",
  { organizationId }: Owner,
  name: string,
): Promise<void> {
  if (organizationId === null) return;
  await audit(
    {
      ...actedBy(viewer),
      organizationId,
      action: `organization.view_${act}`,
      targetType: "organization",
      targetId: organizationId,
      data: { name },
    },
    client,
  );
}
