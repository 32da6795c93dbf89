import { afterAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import type { TicketMessage } from "@/lib/providers/contract";
import { processSubmission } from "@/lib/submissions/process-submission";
import type { SubmissionRow } from "@/lib/submissions/submission";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { sql } from "@/tests/helpers/sql";
import {
  filed,
  forms,
  passTime,
  replied,
  submission,
} from "@/tests/helpers/submissions/submissions";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
const { filing, reply } = forms(() => connectionId);

useMemoryConnection(
  (connected) => {
    ({ account, viewer, connectionId } = connected);
  },
  { clear: ["submission"] },
);

const TEXT = "Any news?";
const OWN = { senderId: "account-1", sender: "customer" };
const SECOND_MS = 1_000;

let lost: SubmissionRow;

/** A reply without a reference that never arrived. */
beforeEach(async () => {
  await sql("UPDATE organization SET use_references = false");
  const { ticket_id } = await filed(viewer, filing());
  account.failOn("reply", new AppError("provider_unknown_outcome"));
  lost = await replied(viewer, reply(ticket_id, { message: TEXT }));
  account.recover();
  expect(lost).toMatchObject({ state: "unknown", reference: null });
});

afterAll(() => sql("UPDATE organization SET use_references = true"));

/** Shows these messages, sent so many seconds after our call, and looks for the reply. */
async function look(
  ...messages: Array<Partial<TicketMessage> & { after?: number; noTime?: boolean }>
): Promise<SubmissionRow> {
  await passTime(1);
  const { sending_at } = await submission(lost.id);
  const [ticketId = ""] = [...account.tickets.keys()];
  account.put(ticketId, {
    updatedAt: new Date(),
    messages: messages.map(({ after = 1, noTime = false, ...message }, index) => ({
      externalId: `msg-${index}`,
      sender: "unknown",
      senderId: null,
      senderName: null,
      body: TEXT,
      encrypted: false,
      sentAt: noTime ? null : new Date((sending_at?.getTime() ?? 0) + after * SECOND_MS),
      ...message,
    })),
  });
  await processSubmission(lost.id);
  return submission(lost.id);
}

describe("a lost reply without a reference", () => {
  it("is the one message of the credential's owner with its text", async () => {
    const row = await look({ ...OWN, body: "Something else." }, OWN);
    expect(row).toMatchObject({ state: "sent", external_id: "msg-1" });
  });

  it("is found too where the provider does not say which side its owner is on", async () => {
    expect(await look({ ...OWN, sender: "unknown" })).toMatchObject({ state: "sent" });
  });

  it("is found by text and time where the provider does not say who wrote what", async () => {
    expect(await look({ sender: "customer" })).toMatchObject({ state: "sent" });
  });

  it.each<[string, Parameters<typeof look>]>([
    ["of a colleague", [{ ...OWN, senderId: "account-2" }]],
    ["of somebody on no known side", [{}]],
    ["sent before our call", [{ ...OWN, after: -130 }]],
    ["that has no time", [{ ...OWN, noTime: true }]],
    ["that is there twice", [OWN, { ...OWN, after: 20 }]],
  ])("is not a message %s", async (_what, messages) => {
    expect(await look(...messages)).toMatchObject({ state: "unknown", external_id: null });
  });

  it("may be shown as sent a little before our call, as clocks differ", async () => {
    expect(await look({ ...OWN, after: -100 })).toMatchObject({ state: "sent" });
  });
});
