import { type Scope, scopeCondition } from "../../auth/scope";
import {
  type Freshness,
  FRESHNESS_JSON,
  type FreshnessJson,
  toFreshness,
} from "../../connections/freshness";
import { sql } from "../../db/sql";
import { SqlParameters } from "../../db/sql-parameters";
import { providerName, serviceKindLabel } from "../../providers/labels";
import { findProvider, providers } from "../../providers/registry";
import { IS_PENDING, PENDING_JSON, type PendingJson, pendingView } from "../../submissions/queries";
import type { PendingSubmission } from "../../submissions/types";
import { visibleOr } from "../../text/blank";
import { NO_NAME } from "../../text/blank";
import { TURN_LABELS, TURNS } from "../schemas";
import { bySeverity } from "./severity";
import type { FilterChoice, FilterChoices } from "./types";

interface ContextRow {
  connections: FreshnessJson[] | null;
  pending: PendingJson[] | null;
  services: Array<{ id: string; name: string; kind: string; provider: string }> | null;
  unclear: string[] | null;
  organizations: FilterChoice[] | null;
}

const MAX_SERVICES = 300;
const MAX_PENDING = 50;

/**
 * Loads what surrounds the list in one statement: freshness, pending submissions and filter
 * choices. `connectionIds` limits the freshness, as all organizations can have too many.
 */
export async function listContext(
  scope: Scope,
  connectionIds?: readonly string[],
): Promise<{ freshness: Freshness[]; pending: PendingSubmission[]; choices: FilterChoices }> {
  const parameters = new SqlParameters();
  const inScope = (column: string) => scopeCondition(scope, column, parameters);
  const [row] = await sql<ContextRow>(
    `SELECT (
        SELECT jsonb_agg(${FRESHNESS_JSON} ORDER BY c.label)
        FROM connection c
        WHERE c.erasing_at IS NULL
          AND ${inScope("c.organization_id")}${connectionIds ? ` AND c.id = ANY(${parameters.add(connectionIds)})` : ""}
      ) AS connections,
        (
          SELECT jsonb_agg(${PENDING_JSON} ORDER BY s.id DESC)
          FROM (
            SELECT *
            FROM submission s
            WHERE ${inScope("s.organization_id")}
              AND ${IS_PENDING}
            ORDER BY s.id DESC
            LIMIT ${MAX_PENDING}
          ) s
          JOIN connection c ON c.id = s.connection_id
        ) AS pending,
        (
          SELECT jsonb_agg(x)
          FROM (
            SELECT v.id, coalesce(v.name, v.external_id) AS name, v.kind, c.provider
            FROM service v
            JOIN connection c ON c.id = v.connection_id
            WHERE ${inScope("v.organization_id")}
            ORDER BY v.kind, name
            LIMIT ${MAX_SERVICES}
          ) x
        ) AS services,
        (
          SELECT array_agg(DISTINCT t.status)
          FROM ticket t
          WHERE ${inScope("t.organization_id")}
            AND t.turn = 'unclear'
        ) AS unclear,
        (
          SELECT jsonb_agg(jsonb_build_object('value', o.id, 'label', o.name) ORDER BY o.name)
          FROM organization o
          WHERE ${scope.kind === "all" ? "TRUE" : "FALSE"}
        ) AS organizations`,
    parameters.values,
  );
  const connections = row?.connections ?? [];
  const providerIds = connectionIds
    ? providers().map((provider) => provider.id)
    : [...new Set(connections.map((connection) => connection.provider))];
  const words = (of: "statuses" | "priorities") =>
    mergeChoices(
      providerIds.flatMap((id) =>
        Object.entries(findProvider(id)?.[of] ?? {}).map(([value, label]) => ({
          value,
          label,
          provider: providerName(id),
        })),
      ),
    );
  const severity = bySeverity(providerIds.map((id) => findProvider(id)?.priorities ?? {}));
  return {
    freshness: connections.map(toFreshness),
    pending: (row?.pending ?? []).map(pendingView),
    choices: {
      turn: TURNS.map((value) => ({ value, label: TURN_LABELS[value] })),
      provider: providerIds.map((id) => ({ value: id, label: providerName(id) })),
      status: mergeChoices([
        ...words("statuses"),
        ...(row?.unclear ?? []).map((value) => ({ value, label: value })),
      ]),
      priority: words("priorities").sort(
        (one, other) => severity.indexOf(one.value) - severity.indexOf(other.value),
      ),
      service: (row?.services ?? []).map((service) => ({
        value: service.id,
        label: `${visibleOr(service.name, NO_NAME)} (${serviceKindLabel(service.provider, service.kind)})`,
      })),
      organization: row?.organizations ?? [],
    },
  };
}

/**
 * Offers a value shared by providers once; different values with one label get the provider's name.
 */
function mergeChoices(choices: Array<FilterChoice & { provider?: string }>): FilterChoice[] {
  const words = [
    ...new Map(choices.toReversed().map((choice) => [choice.value, choice])).values(),
  ].toReversed();
  return words.map(({ value, label, provider }) => {
    const shared =
      provider !== undefined &&
      words.some((other) => other.value !== value && other.label === label);
    return { value, label: shared ? `${label} (${provider})` : label };
  });
}
