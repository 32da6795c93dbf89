import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { listConnections } from "@/lib/connections/queries";
import { runDue } from "@/lib/jobs/run-due";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { getReviewTicket } from "@/lib/review/queries";
import { processSubmission } from "@/lib/submissions/process-submission";
import { submissionForm } from "@/lib/submissions/queries";
import { downloadAttachment } from "@/lib/tickets/detail/download-attachment";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { forms, replied } from "@/tests/helpers/submissions/submissions";
import { english } from "@/tests/helpers/texts";

import { upsunAccounts } from "../../../sandbox/accounts";
import { startUpsunSandbox, type UpsunSandbox } from "../../../sandbox/start";

useTestDatabase();

let sandbox: UpsunSandbox;
let viewer: Viewer;
let connectionId: string;
let externalId: string;
let ticketId: string;
/** Of the answer, in no other ticket. */
let word: string;
let answer: string;
const { reply } = forms(() => connectionId);

beforeAll(async () => {
  sandbox = await startUpsunSandbox({
    seed: "empty-accounts",
    rateLimit: { limit: 1_000_000, windowS: 60 },
  });
  process.env.UPSUN_API_URL = sandbox.apiUrl;
  process.env.UPSUN_AUTH_URL = sandbox.authUrl;
  process.env.UPSUN_CONVERSATION = "reply";
});

afterAll(() => sandbox.stop());

beforeEach(async () => {
  sandbox.control.setComments({ form: "both", replies: true, shape: "map", oddities: [] });
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  connectionId = await makeConnection(viewer, "upsun", upsunAccounts.northwind.key.key);
  externalId = sandbox.control.createTicket("northwind", { subject: "Builds hang" }).id;
  word = `xylograph${Date.now()}`;
  answer = `Please try ${word} once more.`;
  sandbox.control.staffAnswer(externalId, answer);
  await syncConnection(connectionId, { trigger: "person" });
  const [ticket] = await sql<{ id: string }>(
    "SELECT id FROM ticket WHERE connection_id = $1 AND external_id = $2",
    [connectionId, externalId],
  );
  ticketId = ticket?.id ?? "";
});

const shown = async () => {
  const ticket = await getTicket(viewer, ticketId);
  if (!ticket) throw new Error("The ticket is not shown.");
  return ticket;
};

describe("an Upsun ticket whose account shows conversations", () => {
  it("has its messages with names, and takes a reply that is answered", async () => {
    expect(await shown()).toMatchObject({
      hasConversation: true,
      mayNotReply: null,
      actions: expect.arrayContaining(["reply"]),
      messages: [
        { sender: "customer" },
        { sender: "staff", author: expect.any(String), body: answer },
      ],
    });
    const sent = await replied(viewer, reply(ticketId, { message: "It works now." }));
    expect(sent).toMatchObject({ state: "sent" });
    sandbox.control.staffAnswer(externalId, "Good to hear.");
    await readTicketNow(ticketId);
    const { messages, pending } = await shown();
    expect(messages.slice(1).map(({ sender, body }) => [sender, body])).toEqual([
      ["staff", answer],
      ["customer", "It works now."],
      ["staff", "Good to hear."],
    ]);
    expect(messages[2]?.reference).toMatch(/^TB-/);
    expect(pending).toEqual([]);
  });

  it("is found by the words of its messages, and shown as it was", async () => {
    await runDue(20_000);
    const found = await listTickets(viewer, ticketFilters.parse({ q: word }));
    expect(found.items.map(({ id }) => id)).toEqual([ticketId]);
    const [revision] = await sql<{ seen_at: Date }>(
      "SELECT seen_at FROM revision WHERE ticket_id = $1 ORDER BY id LIMIT 1",
      [ticketId],
    );
    sandbox.control.staffAnswer(externalId, "One more thing.");
    await readTicketNow(ticketId);
    const now = await shown();
    const then = await getTicket(viewer, ticketId, revision?.seen_at);
    expect(now.messages).toHaveLength(3);
    expect(then?.messages.map(({ author, sender, body }) => ({ author, sender, body }))).toEqual(
      now.messages.slice(0, 2).map(({ author, sender, body }) => ({ author, sender, body })),
    );
    expect(now.events.map(({ kind }) => kind)).toContain("message_added");
  });

  it("names its users, in its details and in its history", async () => {
    sandbox.control.assign(externalId, "Priya Nair");
    sandbox.control.staffAnswer(externalId, "I have it now.");
    await readTicketNow(ticketId);
    const { details, mainDetails } = await shown();
    const assignee = details.find(({ key }) => key === "assignee_id");
    expect(assignee).toMatchObject({ isId: true, name: "Priya Nair" });
    expect(mainDetails).toContain("fields.assignee_id");
    sandbox.control.assign(externalId, "Camille Roux");
    await readTicketNow(ticketId);
    expect((await shown()).events[0]?.sentence).toMatch(/^Assignee .*Priya Nair/);
  });

  it("is read by staff, and by nobody else", async () => {
    const staff = await makeViewer({ role: "staff" });
    const stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
    const review = await getReviewTicket(staff, ticketId);
    expect(review?.messages.at(-1)).toMatchObject({ body: answer });
    expect(await getTicket(stranger, ticketId)).toBeNull();
    expect((await listTickets(stranger, ticketFilters.parse({ q: word }))).items).toEqual([]);
  });

  it("names somebody on no known side as such", async () => {
    sandbox.control.staffComment(externalId, { by: "Priya Nair", text: "I take this." });
    sandbox.control.assign(externalId, "Camille Roux");
    await readTicketNow(ticketId);
    expect((await shown()).messages.at(-1)).toMatchObject({
      sender: "unknown",
      author: "Priya Nair",
      body: "I take this.",
    });
  });
});

describe("its files", () => {
  const attach = async () => {
    sandbox.control.staffComment(externalId, {
      by: "Priya Nair",
      text: "See the log.",
      files: [{ filename: "build.log", data: Buffer.from("Error 137").toString("base64") }],
    });
    await readTicketNow(ticketId);
    return (await shown()).attachments.at(-1);
  };

  it("come through the portal with the connection's token", async () => {
    const file = await attach();
    expect(file).toMatchObject({ filename: "build.log", isElsewhere: false });
    const { body } = await downloadAttachment(viewer, file?.id ?? "");
    expect(await new Response(body).text()).toBe("Error 137");
  });

  it("at another site are plain links, which the portal never opens itself", async () => {
    sandbox.control.setComments({ oddities: ["foreign-uri"] });
    const file = await attach();
    expect(file).toMatchObject({ isElsewhere: true, href: expect.stringMatching(/^https:/) });
    await expect(downloadAttachment(viewer, file?.id ?? "")).rejects.toMatchObject({
      code: expect.stringMatching(/^provider_/),
    });
  });
});

describe("when its account no longer shows conversations", () => {
  it("the messages stay with the time of their reading, and the page leads to Upsun", async () => {
    const before = await shown();
    sandbox.control.setComments({ form: "off" });
    sandbox.control.changeTicket(externalId, { subject: "Builds still hang" });
    await syncConnection(connectionId, { trigger: "person" });
    const after = await shown();
    expect(after).toMatchObject({
      subject: "Builds still hang",
      hasConversation: false,
      mayNotReply: "unavailable",
      conversationReadAt: before.readAt,
      incompleteSince: null,
    });
    expect(after.providerUrl).toMatch(/^https:/);
    expect(after.messages.map(({ body }) => body)).toEqual(before.messages.map(({ body }) => body));
    expect(after.messages.every(({ removedAt }) => removedAt === undefined)).toBe(true);
    const [connection] = await listConnections(viewer);
    expect(connection?.capabilities).toContainEqual(
      expect.objectContaining({
        capability: "conversation",
        available: false,
        reason: expect.stringContaining("Upsun"),
      }),
    );
  });

  it.each([403, 404, 405])(
    "a reply that is refused with %s returns with what to do",
    async (status) => {
      const { submissionId } = await sendReply(viewer, reply(ticketId, { message: "Still down." }));
      sandbox.control.addFault({ kind: "status", method: "POST", path: "/comments", status });
      await processSubmission(submissionId);
      expect(await submissionForm(viewer, submissionId)).toMatchObject({
        values: { message: "Still down." },
        message: english("submission.cannotReply", { name: "Upsun" }),
      });
      expect(await shown()).toMatchObject({
        mayNotReply: "unavailable",
        hasConversation: true,
        pending: [{ state: "rejected", text: "Still down." }],
      });
    },
  );
});
