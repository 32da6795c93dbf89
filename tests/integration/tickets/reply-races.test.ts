import pg from "pg";
import { expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { processSubmission } from "@/lib/submissions/process-submission";
import { getTicket } from "@/lib/tickets/queries";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { filed, forms } from "@/tests/helpers/submissions/submissions";

useTestDatabase();

let viewer: Viewer;
let connectionId: string;
const { filing, reply } = forms(() => connectionId);

useMemoryConnection(
  (connected) => {
    ({ viewer, connectionId } = connected);
  },
  { clear: ["submission"] },
);

/** Changes the database after a ticket's messages were read, before what was sent to it. */
async function ticketDuring(ticketId: string, change: () => Promise<unknown>) {
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  let isChanged = false;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const text = (given[0] as { text?: string }).text ?? "";
    if (isChanged || !text.includes('"wasJustRead"')) return query.apply(this, given);
    isChanged = true;
    return change().then(() => query.apply(this, given));
  } as never);
  const ticket = await getTicket(viewer, ticketId).finally(() => spy.mockRestore());
  expect(isChanged).toBe(true);
  return ticket;
}

it("shows a reply that is delivered while its ticket is read", async () => {
  const { ticket_id: ticketId } = await filed(viewer, filing());
  const { submissionId } = await sendReply(viewer, reply(ticketId, { message: "Delivered now" }));
  const ticket = await ticketDuring(ticketId ?? "", () => processSubmission(submissionId));
  const texts = [
    ...(ticket?.messages ?? []).map(({ body }) => body),
    ...(ticket?.pending ?? []).map(({ message }) => message),
  ];
  expect(texts.filter((text) => text?.includes("Delivered now"))).toHaveLength(1);
});
