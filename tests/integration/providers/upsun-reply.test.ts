import { describe, expect, it } from "vitest";

import { AppError } from "@/lib/errors";
import type { CapabilityState, OutgoingFile } from "@/lib/providers/contract";

import { upsunAccounts } from "../../../sandbox/accounts";
import type { FaultInput } from "../../../sandbox/start";
import { withUpsun } from "./sandboxes";
import { failureOf, open, textFile, tokenStore } from "./support";

const ACCOUNT = upsunAccounts.northwind;
const here = withUpsun("reply");
const control = () => here.sandbox.control;
const posts = () => control().journal();

function session() {
  const told: CapabilityState[] = [];
  const { session: opened } = open(here.provider, ACCOUNT.key.key, tokenStore(), {
    onCapabilities: (changed) => told.push(...changed),
  });
  const reply = (id: string, message = "Hello", files?: OutgoingFile[]) =>
    opened.reply?.(id, { message, encrypted: false, files }) ?? Promise.reject(new Error("None."));
  return { opened, told, reply };
}

const ticket = (fields: Record<string, unknown> = { status: "pending" }) =>
  control().createTicket(ACCOUNT.id, fields).id;
const fault = (input: Omit<Extract<FaultInput, { kind: "status" }>, "kind">): void =>
  void control().addFault({ kind: "status", method: "POST", path: "/comments", ...input });

describe("a reply to an Upsun ticket", () => {
  it("is sent once, by the caller, and is a message of the ticket", async () => {
    const id = ticket();
    const { opened, reply } = session();
    const messageId = await reply(id, "  Thank you.\n");
    expect(posts().map(({ body }) => body)).toEqual([
      { ticket_id: id, body: "  Thank you.\n", author_id: ACCOUNT.userId },
    ]);
    expect((await opened.readTicket(id))?.messages).toMatchObject([
      { externalId: messageId, sender: "customer", body: "  Thank you.\n" },
    ]);
  });

  it("carries files as base64, which are read back", async () => {
    const id = ticket();
    const { opened, reply } = session();
    const messageId = await reply(id, "See", [textFile("a.txt", "åäö"), textFile("b.txt", "b")]);
    expect(posts()[0]?.body).toMatchObject({
      attachments: [{ filename: "a.txt", data: "w6XDpMO2" }, { filename: "b.txt" }],
    });
    const files = (await opened.readTicket(id))?.attachments;
    expect(files).toMatchObject([
      { messageExternalId: messageId, filename: "a.txt" },
      { messageExternalId: messageId, filename: "b.txt" },
    ]);
    const { body } = (files?.[0] && (await opened.download?.(files[0]))) ?? {};
    expect(await new Response(body).text()).toBe("åäö");
  });

  it("is not sent when a file's bytes are gone", async () => {
    const gone = {
      ...textFile("a.txt", "a"),
      check: () => Promise.reject(new AppError("not_found")),
    };
    expect((await failureOf(session().reply(ticket(), "See", [gone]))).code).toBe("not_found");
    expect(posts()).toEqual([]);
  });

  it.each([
    ["no answer comes", { kind: "cut", when: "after" }, 1],
    ["a gateway answers for Upsun", { kind: "status", status: 502, when: "after" }, 1],
    ["the answer has no id", { kind: "answer", status: 200, body: { ok: true }, when: "after" }, 1],
    ["the answer is no JSON", { kind: "answer", status: 200, body: "<p>", when: "after" }, 1],
    ["the connection is cut before", { kind: "cut" }, 0],
  ] satisfies Array<[string, FaultInput, number]>)(
    "ends as an unknown outcome, sent once: %s",
    async (_what, input, arrived) => {
      control().addFault({ ...input, method: "POST", path: "/comments" } as FaultInput);
      const { reply, told } = session();
      expect((await failureOf(reply(ticket()))).code).toBe("provider_unknown_outcome");
      expect(posts()).toHaveLength(arrived);
      expect(told).toEqual([]);
    },
  );

  it.each([
    [400, "provider_invalid"],
    [409, "provider_conflict"],
    [422, "provider_invalid"],
  ])("that is refused with %i goes back to the form", async (status, code) => {
    fault({ status });
    const { reply, told } = session();
    expect((await failureOf(reply(ticket()))).code).toBe(code);
    expect(told).toEqual([]);
  });

  it("has the refusal at its field", async () => {
    const { fieldErrors } = await failureOf(session().reply(ticket(), " "));
    expect(fieldErrors).toEqual({ message: "must not be empty." });
  });

  it.each([403, 404, 405])("that is refused with %i withdraws the capability", async (status) => {
    fault({ status });
    const { reply, told, opened } = session();
    const id = ticket();
    await failureOf(reply(id));
    expect(told).toMatchObject([
      { capability: "reply", available: false },
      { capability: "attach_reply", available: false },
    ]);
    // Reading goes on, and does not bring it back.
    expect((await opened.readTicket(id))?.messages).toEqual([]);
    expect(told.slice(2)).toEqual([{ capability: "conversation", available: true, via: "path" }]);
    const { capabilities } = await opened.check();
    expect(capabilities).toContainEqual({ capability: "reply", available: true });
  });

  it("is offered with the conversation, and with it alone", async () => {
    const { opened, told } = session();
    await opened.readTicket(ticket());
    expect(told.map(({ capability, available }) => [capability, available])).toEqual([
      ["conversation", true],
      ["reply", true],
      ["attach_reply", true],
    ]);
    control().setComments({ form: "off" });
    const missing = session();
    await missing.opened.readTicket(ticket());
    expect(missing.told.map(({ capability, available }) => [capability, available])).toEqual([
      ["conversation", false],
      ["reply", false],
      ["attach_reply", false],
    ]);
  });

  it("is answered by the staff in the sandbox", async () => {
    const id = ticket();
    const { opened, reply } = session();
    await reply(id, "Thank you.");
    control().staffAnswer(id, "You are welcome.");
    const messages = (await opened.readTicket(id))?.messages;
    expect(messages?.map(({ sender, body }) => [sender, body])).toEqual([
      ["customer", "Thank you."],
      ["staff", "You are welcome."],
    ]);
  });
});
