import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { hostupAccounts } from "@/sandbox/accounts";
import { type HostupSandbox, startHostupSandbox } from "@/sandbox/start";

import { sandboxHostupClient } from "./clients";
import { MESSAGE_FIELDS, pageRequest } from "./hostup-page";

interface Ticket {
  id: string;
  number: string;
  status: string;
  messageCount: number;
  attachments: {
    id: string;
    filename: string;
    extension: string;
    mimeType: string;
    downloadUrl: string;
  }[];
  messages: {
    id: string;
    body: string;
    sender: string;
    encrypted: boolean;
    attachments: { id: string }[];
  }[];
}

describe("A conversation at HostUp", () => {
  let sandbox: HostupSandbox;
  let ask: ReturnType<typeof sandboxHostupClient>;
  beforeAll(async () => {
    sandbox = await startHostupSandbox();
    ask = sandboxHostupClient(sandbox);
  });
  afterAll(() => sandbox.stop());

  const file = async () =>
    (await ask("/support/tickets", { method: "POST", json: pageRequest }))
      .body as unknown as Ticket;
  const read = async (id: string) =>
    (await ask(`/support/tickets/${id}`)).body as unknown as Ticket;
  const upload = (
    name: string,
    bytes: BlobPart,
    type: string,
    fields: Record<string, string> = {},
  ) => {
    const form = new FormData();
    form.set("file", new File([bytes], name, { type }));
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    return ask("/support/attachments", { method: "POST", body: form });
  };

  it("keeps a message's text to the last character", async () => {
    const { id } = await file();
    const message = "  Räksmörgås \u{1F990}\r\n\ttab\n```\n<b>not bold</b> & \u2028 \\n\n```\n\n";
    const { status, body } = await ask(`/support/tickets/${id}/messages`, {
      method: "POST",
      json: { message },
    });
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(MESSAGE_FIELDS);
    expect(body).toMatchObject({
      ticketId: id,
      body: message,
      sender: "customer",
      senderName: "Jane Example",
      encrypted: false,
      attachments: [],
    });
    const ticket = await read(id);
    expect(ticket).toMatchObject({ status: "customer_reply", messageCount: 2 });
    expect(ticket.messages.at(-1)?.body).toBe(message);
  });

  it("marks an encrypted reply", async () => {
    const { id } = await file();
    const { body } = await ask(`/support/tickets/${id}/messages`, {
      method: "POST",
      json: { message: "The password is 1234.", encrypted: true },
    });
    expect(body).toMatchObject({ encrypted: true });
    expect((await read(id)).messages.at(-1)).toMatchObject({ encrypted: true });
  });

  it.each([
    [{}, "/message"],
    [{ message: "x", encrypted: "yes" }, "/encrypted"],
    [{ message: "x", attachments: [] }, "/attachments"],
  ])("refuses the reply %j", async (json, pointer) => {
    const { id } = await file();
    const { status, body } = await ask(`/support/tickets/${id}/messages`, { method: "POST", json });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer }]);
  });

  it("closes and reopens, and takes no reply in between", async () => {
    const { id } = await file();
    const closed = await ask(`/support/tickets/${id}/actions/close`, { method: "POST" });
    expect([closed.status, closed.body.status]).toEqual([200, "closed"]);
    const reply = await ask(`/support/tickets/${id}/messages`, {
      method: "POST",
      json: { message: "One more thing" },
    });
    expect([reply.status, reply.body.code]).toEqual([409, "ticket_closed"]);
    const reopened = await ask(`/support/tickets/${id}/actions/reopen`, { method: "POST" });
    expect([reopened.status, reopened.body.status]).toEqual([200, "open"]);
    expect(
      (
        await ask(`/support/tickets/${id}/messages`, {
          method: "POST",
          json: { message: "One more thing" },
        })
      ).status,
    ).toBe(201);
  });

  it("refuses an action that comes with a body", async () => {
    const { id } = await file();
    expect(
      (
        await ask(`/support/tickets/${id}/actions/close`, {
          method: "POST",
          json: { reason: "done" },
        })
      ).status,
    ).toBe(400);
    expect((await read(id)).status).toBe("open");
  });

  it("reads a ticket by its number too", async () => {
    const { id, number } = await file();
    expect((await read(number)).id).toBe(id);
  });

  it("makes a pinned upload an attachment with the next reply, not before", async () => {
    const { id } = await file();
    const bytes = "line 1\nline 2 \u00e5\n";
    const uploaded = await upload("error-log.txt", bytes, "text/plain", { ticketId: id });
    expect(uploaded.status).toBe(201);
    expect(uploaded.body).toEqual({
      attachmentId: expect.stringMatching(/^satt_[0-9a-z]{26}$/),
      url: expect.any(String),
      filename: "error-log.txt",
      byteLength: Buffer.byteLength(bytes),
      contentType: expect.stringMatching(/^text\/plain/),
      uploadedAt: expect.any(String),
      ticketId: id,
    });
    expect((await read(id)).attachments).toEqual([]);

    const reply = await ask(`/support/tickets/${id}/messages`, {
      method: "POST",
      json: { message: "The log" },
    });
    const [attachment] = (await read(id)).attachments;
    expect(attachment).toMatchObject({
      id: expect.stringMatching(/^tatt_/),
      filename: "error-log.txt",
      extension: "txt",
    });
    expect(reply.body.attachments).toEqual([attachment]);

    const origin = new URL(sandbox.apiUrl).origin;
    const download = await fetch(`${origin}${attachment?.downloadUrl ?? ""}`, {
      headers: { authorization: `Bearer ${hostupAccounts.northwind.key.key}` },
    });
    expect(await download.text()).toBe(bytes);
    expect(download.headers.get("content-disposition")).toContain("error-log.txt");
  });

  it("leaves an upload of one ticket out of another's message", async () => {
    const [one, other] = [await file(), await file()];
    await upload("a.txt", "a", "text/plain", { ticketId: one.id });
    await ask(`/support/tickets/${other.id}/messages`, {
      method: "POST",
      json: { message: "Nothing attached" },
    });
    expect((await read(other.id)).attachments).toEqual([]);
    sandbox.control.staffAnswer(one.id, "Please send the log.");
    expect((await read(one.id)).attachments).toEqual([]);
  });

  it("takes an upload without a ticket, and says so", async () => {
    const { status, body } = await upload("b.png", new Uint8Array([137, 80, 78, 71]), "image/png");
    expect([status, body.ticketId]).toEqual([201, null]);
  });

  it("rejects files: empty, of a refused kind, without a file, with unknown fields", async () => {
    expect((await upload("empty.txt", "", "text/plain")).body).toMatchObject({
      code: "invalid_request",
      errors: [{ pointer: "/file" }],
    });
    expect((await upload("setup.exe", "MZ", "application/octet-stream")).status).toBe(400);
    expect((await upload("x.txt", "x", "text/plain", { folder: "a" })).body.errors).toMatchObject([
      { pointer: "/folder" },
    ]);
    expect(
      (await upload("x.txt", "x", "text/plain", { ticketId: "149943" })).body.errors,
    ).toMatchObject([{ pointer: "/ticketId" }]);
    const form = new FormData();
    form.set("file", "just text");
    expect(
      (await ask("/support/attachments", { method: "POST", body: form })).body.errors,
    ).toMatchObject([{ pointer: "/file" }]);
  });

  it("pins nothing to somebody else's ticket", async () => {
    const [theirs] = sandbox.control.tickets("contoso");
    expect((await upload("x.txt", "x", "text/plain", { ticketId: theirs?.id ?? "" })).status).toBe(
      404,
    );
  });

  it("downloads only with the ticket's id, and only from that ticket", async () => {
    const withFile = sandbox.control
      .tickets("northwind")
      .find(({ ticket }) => (ticket.attachments as unknown[]).length > 0);
    const [attachment] = withFile?.ticket.attachments as { id: string }[];
    const path = `/support/attachments/${attachment?.id ?? ""}`;
    const bare = await ask(path);
    expect(bare.status).toBe(400);
    expect(bare.body.errors).toMatchObject([{ pointer: "?ticketId" }]);
    expect((await ask(`${path}?ticketId=${(await file()).id}`)).status).toBe(404);
    expect((await ask(`${path}?ticketId=${withFile?.id ?? ""}`)).status).toBe(200);
  });
});
