import { randomUUID } from "node:crypto";

import { afterAll, beforeAll } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { REPLY_FIELDS } from "@/lib/drafts/has-unsent-text";
import { type DraftKey } from "@/lib/files/draft-key";
import { registerProvider } from "@/lib/providers/registry";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

export interface DraftScene {
  organizationId: string;
  owner: Viewer;
  colleague: Viewer;
  connectionId: string;
  ticketId: string;
}

/** Mirrors one ticket of an in-memory account. Call it after `useTestDatabase`. */
export function useDraftScene(assign: (scene: DraftScene) => void): void {
  const account = new MemoryAccount();
  let unregister = (): void => undefined;
  beforeAll(async () => {
    unregister = registerProvider(memoryProvider(account));
    const organizationId = await makeOrganization();
    const owner = await makeViewer({ organizationId });
    const colleague = await makeViewer({ organizationId, membership: "member" });
    account.put("m-1");
    const connectionId = await makeConnection(owner, "memory", account.key);
    await syncNow(owner, { connectionId });
    const ticketId = (await listTickets(owner, ticketFilters.parse({}))).items[0]?.id ?? "";
    assign({ organizationId, owner, colleague, connectionId, ticketId });
  });
  afterAll(() => unregister());
}

/** A draft to save. */
export const draft = (
  draftKey: DraftKey,
  message: string,
  version = 0,
  formKey: string = randomUUID(),
) => ({
  draftKey,
  formKey,
  values: { message },
  version,
});

/** A submitted form. */
export const sent = (draftKey: DraftKey, formKey: string, message: string) => ({
  draftKey,
  formKey,
  values: { message },
  fields: REPLY_FIELDS,
});

export async function makeSubmission(
  viewer: Viewer,
  connectionId: string,
  state: string,
): Promise<{ id: string; formKey: string }> {
  const id = `sub-${randomUUID()}`.slice(0, 26);
  const formKey = randomUUID();
  await sql(
    `INSERT INTO submission
       (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash, state)
     VALUES ($1, $2, $3, $4, $5, 'create', '{}', '-', $6::"SubmissionState")`,
    [id, viewer.memberships[0]?.organizationId, connectionId, viewer.userId, formKey, state],
  );
  return { id, formKey };
}
