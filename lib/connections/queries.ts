import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import type { CapabilityState } from "../providers/contract";
import { findProvider, providers } from "../providers/registry";
import { FRESHNESS_JSON, type FreshnessJson, toFreshness } from "./freshness";
import type { ConnectionView, ProviderChoice } from "./types";

interface ConnectionRow {
  id: string;
  organization_id: string;
  organization_name: string;
  label: string;
  provider: string;
  status: ConnectionView["status"];
  freshness: FreshnessJson;
  account: ConnectionView["account"];
  capabilities: CapabilityState[];
  checked_at: Date | null;
  created_at: Date;
  ticket_count: number;
  run: {
    outcome: NonNullable<ConnectionView["lastRun"]>["outcome"];
    startedAt: string;
    ticketsRead: number;
    ticketsChanged: number;
  } | null;
}

export async function listConnections(viewer: Viewer): Promise<ConnectionView[]> {
  const rows = await sql<ConnectionRow>(
    `SELECT c.id, c.organization_id, o.name AS organization_name, c.label, c.provider,
        c.status, ${FRESHNESS_JSON} AS freshness, c.account, c.capabilities, c.checked_at,
        c.created_at,
        (SELECT count(*)::int FROM ticket t WHERE t.connection_id = c.id) AS ticket_count,
        (
          SELECT jsonb_build_object(
            'outcome', r.outcome,
            'startedAt', r.started_at,
            'ticketsRead', r.tickets_read,
            'ticketsChanged', r.tickets_changed
          )
          FROM sync_run r
          WHERE r.connection_id = c.id
            AND r.trigger <> 'opened'
          ORDER BY r.started_at DESC
          LIMIT 1
        ) AS run
      FROM connection c
      JOIN organization o ON o.id = c.organization_id
      WHERE c.organization_id = ANY($1)
        AND c.erasing_at IS NULL
      ORDER BY c.status = 'disconnected', c.label, c.id`,
    [ownOrganizations(viewer)],
  );
  return rows.map((row) => ({
    ...toFreshness(row.freshness),
    organizationName: row.organization_name,
    account: row.account,
    capabilities: row.capabilities,
    checkedAt: row.checked_at,
    ticketCount: row.ticket_count,
    createdAt: row.created_at,
    mayManage: isManager(viewer, row.organization_id),
    lastRun: row.run ? { ...row.run, startedAt: new Date(row.run.startedAt) } : null,
  }));
}

export interface FilingAccount {
  connectionId: string;
  label: string;
  organizationName: string;
  providerId: string;
  providerName: string;
  /** Why it cannot file tickets; null when it can. */
  problem: string | null;
}

function filingProblem(
  status: ConnectionView["status"],
  capabilities: CapabilityState[],
): string | null {
  if (status === "needs_attention") return "needs a new key";
  const mayFile = !capabilities.some(
    ({ capability, available }) => capability === "file" && !available,
  );
  return mayFile ? null : "its key cannot file tickets";
}

export async function filingAccounts(viewer: Viewer): Promise<FilingAccount[]> {
  const connections = await listConnections(viewer);
  return connections
    .filter(
      (connection) => connection.status !== "disconnected" && findProvider(connection.providerId),
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
      }) => ({
        connectionId,
        label: connectionLabel,
        organizationName,
        providerId,
        providerName: name,
        problem: filingProblem(status, capabilities),
      }),
    );
}

const WHERE_TO_ADD = "Make a key that may do this at the provider, then replace the key here.";

export function providerChoices(): ProviderChoice[] {
  return providers().map((provider) => ({
    id: provider.id,
    name: provider.name,
    credentialLabel: provider.credential.label,
    credentialHelp: provider.credential.help,
    whereToAdd: provider.credential.whereToAdd ?? WHERE_TO_ADD,
  }));
}

export function managedOrganizations(viewer: Viewer): Array<{ id: string; name: string }> {
  return viewer.memberships
    .filter((membership) => membership.role === "manager")
    .map((membership) => ({ id: membership.organizationId, name: membership.organizationName }));
}
