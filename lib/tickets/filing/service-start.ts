import { ownOrganizations } from "../../auth/permissions";
import { isTicketInScope, ownScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import { isId } from "../../ids";
import type { ServiceChoice } from "../../providers/forms/contract";
import { findProvider } from "../../providers/registry";

/** The first values of a ticket about a service. */
export interface ServiceStart {
  connectionId: string;
  choice: ServiceChoice | null;
  /** The category of the newest ticket about it. */
  values: Record<string, string>;
}

/** Returns null for a service that is not the viewer's. */
export async function serviceStart(
  viewer: Viewer,
  serviceId: string,
): Promise<ServiceStart | null> {
  if (!isId(serviceId)) return null;
  const row = await db()
    .selectFrom("service as v")
    .innerJoin("connection as c", "c.id", "v.connection_id")
    .where("v.id", "=", serviceId)
    .where((eb) => isAnyOf(eb.ref("v.organization_id"), ownOrganizations(viewer)))
    .select(["v.kind", "v.external_id as externalId", "c.id as connectionId", "c.provider"])
    .select((eb) =>
      eb
        .selectFrom("ticket_service as ts")
        .innerJoin("ticket as t", "t.id", "ts.ticket_id")
        .whereRef("ts.service_id", "=", "v.id")
        .where(isTicketInScope(ownScope(viewer)))
        .where("t.category_id", "is not", null)
        .orderBy("t.activity_at", "desc")
        .orderBy("t.id", "desc")
        .limit(1)
        .select("t.category_id")
        .as("category"),
    )
    .executeTakeFirst();
  if (!row) return null;
  const { category, connectionId, ...service } = row;
  const provider = findProvider(row.provider);
  return {
    connectionId,
    choice: provider?.serviceChoice?.(service) ?? null,
    values: provider && category !== null ? { [provider.categoryField]: category } : {},
  };
}
