import { ulid } from "ulid";

import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import type { TicketProvider } from "@/lib/providers/contract";
import { sql } from "@/tests/helpers/sql";

/** A connection that nothing reads: what is written into it is all that its tickets are. */
export async function makeTarget(
  organizationId: string,
  provider: TicketProvider,
): Promise<MirrorTarget> {
  const connectionId = ulid();
  await sql(
    "INSERT INTO connection (id, organization_id, provider, label, created_by_id) VALUES ($1, $2, $3, 'Mirror', '-')",
    [connectionId, organizationId, provider.id],
  );
  return { connectionId, organizationId, provider };
}
