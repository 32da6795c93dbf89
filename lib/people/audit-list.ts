import { actedBy } from "../auth/acted-by";
import type { Viewer } from "../auth/types";
import { auditOnce } from "../db/audit";
import { storableText } from "../text/storable";

/** Audits what staff list and search. */
export async function auditList(
  viewer: Viewer,
  list: "people" | "organizations",
  { q, ...filters }: Record<string, string | undefined>,
): Promise<void> {
  const used = Object.entries({ q, ...filters }).flatMap(([name, value]) =>
    value ? [[name, storableText(value)] as const] : [],
  );
  await auditOnce({
    ...actedBy(viewer),
    organizationId: null,
    action: q ? `${list}.searched` : `${list}.listed`,
    targetType: "list",
    targetId: list,
    data: Object.fromEntries(used),
  });
}
