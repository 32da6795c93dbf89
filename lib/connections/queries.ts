import { jsonObjectFrom } from "kysely/helpers/postgres";

import { isManager, may, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { countRows, isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import { type MessageKey, renderMessage, type Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import type { CapabilityState } from "../providers/contract";
import { type CapabilityView, capabilityViews } from "../providers/labels";
import { findProvider, providers } from "../providers/registry";
import { freshnessJson, toFreshness } from "./freshness";
import type { ConnectableProvider, ConnectionView, FilingProblem } from "./types";

export async function listConnections(viewer: Viewer): Promise<ConnectionView[]> {
  const rows = await db()
    .selectFrom("connection as c")
    .innerJoin("organization as o", "o.id", "c.organization_id")
    .where((eb) => isAnyOf(eb.ref("c.organization_id"), ownOrganizations(viewer)))
    .where("c.erasing_at", "is", null)
    .select((eb) => [
      freshnessJson().as("freshness"),
      "c.organization_id as organizationId",
      "o.name as organizationName",
      eb.ref("c.account").$castTo<ConnectionView["account"]>().as("account"),
      eb.ref("c.capabilities").$castTo<CapabilityState[]>().as("capabilities"),
      "c.checked_at as checkedAt",
      "c.created_at as createdAt",
      eb
        .selectFrom("ticket as t")
        .select(countRows().as("count"))
        .whereRef("t.connection_id", "=", "c.id")
        .$asScalar()
        .$notNull()
        .as("ticketCount"),
      eb
        .selectFrom("ticket as t")
        .select(countRows().as("count"))
        .whereRef("t.connection_id", "=", "c.id")
        .where("t.gone_at", "is not", null)
        .$asScalar()
        .$notNull()
        .as("goneCount"),
      jsonObjectFrom(
        eb
          .selectFrom("sync_run as r")
          .select([
            "r.outcome",
            "r.started_at as startedAt",
            "r.tickets_read as ticketsRead",
            "r.tickets_changed as ticketsChanged",
          ])
          .whereRef("r.connection_id", "=", "c.id")
          .where("r.trigger", "<>", "opened")
          .orderBy("r.started_at", "desc")
          .limit(1),
      ).as("run"),
    ])
    .orderBy((eb) => eb("c.status", "=", "disconnected"))
    .orderBy("c.label")
    .orderBy("c.id")
    .execute();
  const t = textsOf(viewer.language);
  return rows.map(({ freshness, organizationId, run, capabilities, ...connection }) => ({
    ...toFreshness(t, freshness),
    ...connection,
    capabilities: capabilityViews(t, freshness.provider, capabilities),
    mayManage: isManager(viewer, organizationId),
    mayFile: may(viewer, "tickets.write", organizationId),
    lastRun: run && { ...run, startedAt: new Date(run.startedAt) },
  }));
}

export interface FilingAccount {
  connectionId: string;
  label: string;
  organizationName: string;
  providerId: string;
  providerName: string;
  problem: FilingProblem | null;
  /** True for managers of its organization. */
  mayManage: boolean;
}

function filingProblem(
  status: ConnectionView["status"],
  capabilities: readonly CapabilityView[],
): FilingProblem | null {
  if (status === "needs_attention") return "needsKey";
  const mayFile = !capabilities.some(
    ({ capability, available }) => capability === "file" && !available,
  );
  return mayFile ? null : "mayNotFile";
}

export async function filingAccounts(viewer: Viewer): Promise<FilingAccount[]> {
  const connections = await listConnections(viewer);
  return connections
    .filter(
      ({ status, providerId, mayFile }) =>
        mayFile && status !== "disconnected" && findProvider(providerId),
    )
    .map(
      ({
        connectionId,
        connectionLabel,
        organizationName,
        providerId,
        providerName: name,
        status,
        capabilities,
        mayManage,
      }) => ({
        connectionId,
        label: connectionLabel,
        organizationName,
        providerId,
        providerName: name,
        problem: filingProblem(status, capabilities),
        mayManage,
      }),
    );
}

export function providerChoices(t: Translate): ConnectableProvider[] {
  const text = (key: MessageKey) => renderMessage(t, { key });
  return providers().map(({ id, name, credential }) => ({
    id,
    name,
    credentialLabel: text(credential.label),
    credentialHelp: text(credential.help),
    keysUrl: credential.keysUrl,
    whereToAdd: text(credential.whereToAdd ?? "connections.whereToAdd"),
  }));
}

export function managedOrganizations(viewer: Viewer): Array<{ id: string; name: string }> {
  return viewer.memberships
    .filter((membership) => membership.role === "manager")
    .map((membership) => ({ id: membership.organizationId, name: membership.organizationName }));
}
