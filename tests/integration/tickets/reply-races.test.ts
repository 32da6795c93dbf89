import { expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { processSubmission } from "@/lib/submissions/process-submission";
import { getTicket } from "@/lib/tickets/queries";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { changeBefore } from "@/tests/helpers/postgres/change-before";
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
const ticketDuring = (ticketId: string, change: () => Promise<unknown>) =>
  changeBefore('"wasJustRead"', change, () => getTicket(viewer, ticketId));

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
