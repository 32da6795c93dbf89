import { openConnection } from "../../lib/mirror/connection/open-connection";
import { summaryHash } from "../../lib/mirror/write/summary-hash";
import { writeSnapshots } from "../../lib/mirror/write/write-snapshots";
import { fullTicket } from "./generated-provider";

/** Generates the texts, as reading each ticket would take longest. Returns the number. */
export async function fillFromList(connectionId: string): Promise<number> {
  const { row, provider, session } = await openConnection(connectionId);
  const target = { connectionId, organizationId: row.organization_id, provider };
  let filled = 0;
  for await (const { tickets } of session.listTickets()) {
    const batch = tickets.map((listed, index) => {
      const { body, raw } = fullTicket(filled + index);
      return {
        snapshot: { ...listed, body, raw, messages: [], attachments: [], complete: true },
        summary: summaryHash(listed),
      };
    });
    await writeSnapshots(target, batch, { runId: null });
    filled += tickets.length;
  }
  return filled;
}
