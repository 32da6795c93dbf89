import { createHash, randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

import { HostupClient } from "@/lib/providers/hostup/client";

import { hostupAccounts } from "../../../sandbox/accounts";
import { exampleForm } from "./hostup-examples";
import { withHostup } from "./sandboxes";
import { failureOf, inMemory, open, textFile } from "./support";

const KEY = hostupAccounts.northwind.key.key;
const TICKETS = "/api/v2/support/tickets";
const here = withHostup();

describe("a HostUp ticket's life", () => {
  it("is replied to, closed, reopened, and answered", async () => {
    const { session } = open(here.provider, KEY);
    const { externalId } = await session.fileTicket(exampleForm);
    await session.reply?.(externalId, { message: "More details.", encrypted: false });
    await session.reply?.(externalId, { message: "A secret.", encrypted: true });
    expect(
      here.sandbox.control
        .journal()
        .slice(1)
        .map(({ body }) => body),
    ).toEqual([{ message: "More details." }, { message: "A secret.", encrypted: true }]);
    expect((await session.act?.(externalId, "close"))?.status).toBe("closed");
    expect(
      await failureOf(
        session.reply?.(externalId, { message: "Too late.", encrypted: false }) ??
          Promise.resolve(),
      ),
    ).toMatchObject({ code: "provider_conflict", providerCode: "ticket_closed" });
    expect((await session.act?.(externalId, "reopen"))?.status).toBe("open");
    here.sandbox.control.staffAnswer(externalId, "We look into it.");
    const ticket = await session.readTicket(externalId);
    expect(ticket).toMatchObject({ status: "answered" });
    expect(ticket?.messages?.map(({ sender, body }) => [sender, body])).toContainEqual([
      "staff",
      "We look into it.",
    ]);
    expect((await failureOf(session.act?.(externalId, "solve") ?? Promise.resolve())).code).toBe(
      "invalid",
    );
  });

  it("carries files there and back, from HostUp's own origin only", async () => {
    const { session } = open(here.provider, KEY);
    const client = new HostupClient({ name: "HostUp", baseUrl: here.sandbox.apiUrl }, KEY);
    const { externalId } = await session.fileTicket(exampleForm);
    const upload = await client.upload(textFile("fel åäö.txt", "line 1\n"), externalId);
    expect(upload).toMatchObject({ filename: "fel åäö.txt", byteLength: 7, ticketId: externalId });
    await session.reply?.(externalId, { message: "See the file.", encrypted: false });
    const ticket = await session.readTicket(externalId);
    const [attachment] = ticket?.attachments ?? [];
    if (!attachment || !session.download) throw new Error("There is no attachment.");
    expect(attachment).toMatchObject({
      filename: "fel åäö.txt",
      messageExternalId: ticket?.messages?.at(-1)?.externalId,
    });
    const file = await session.download(attachment);
    expect(await new Response(file.body).text()).toBe("line 1\n");
    expect(file.contentType).toContain("text/plain");

    const requests = here.sandbox.control.requests().length;
    const foreign = [
      "https://evil.example/x",
      "//evil.example/x",
      `${here.sandbox.url.replace("http://", "http://user@")}/x`,
      "/\\evil.example",
      "/%2F%2Fevil.example",
      "/__control/accounts",
      TICKETS,
      `${TICKETS}/${externalId}`,
    ];
    for (const downloadUrl of foreign) {
      expect((await failureOf(session.download({ ...attachment, downloadUrl }))).code).toBe(
        "provider_unreadable",
      );
    }
    expect(here.sandbox.control.requests()).toHaveLength(requests);
    expect(
      (
        await failureOf(
          session.download({
            ...attachment,
            downloadUrl: `${TICKETS.replace("tickets", "attachments")}/tatt_0?ticketId=${externalId}`,
          }),
        )
      ).code,
    ).toBe("provider_not_found");
  });

  it("hands a file of 20 MB over, by its content's type, to come with the next message", async () => {
    const { session } = open(here.provider, KEY);
    const { externalId } = await session.fileTicket(exampleForm);
    const bytes = new Uint8Array(randomBytes(20 * 1024 * 1024));
    await session.upload?.(externalId, {
      filename: 'd"ump åäö.bin',
      mimeType: "application/octet-stream",
      size: bytes.length,
      ...inMemory(bytes),
    });
    expect(here.sandbox.control.journal().at(-1)).toMatchObject({
      body: {
        filename: 'd"ump åäö.bin',
        contentType: "application/octet-stream",
        byteLength: bytes.length,
        ticketId: externalId,
      },
    });
    expect((await session.readTicket(externalId))?.attachments).toEqual([]);
    await session.reply?.(externalId, { message: "See the file.", encrypted: false });
    const [attachment] = (await session.readTicket(externalId))?.attachments ?? [];
    if (!attachment || !session.download) throw new Error("There is no attachment.");
    const digest = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");
    expect(
      digest(
        new Uint8Array(await new Response((await session.download(attachment)).body).arrayBuffer()),
      ),
    ).toBe(digest(bytes));
  });

  it("puts the refusal of a file on the form's field, and knows that an upload may have arrived when its answer is lost", async () => {
    const { session } = open(here.provider, KEY);
    const { externalId } = await session.fileTicket(exampleForm);
    const file = (filename: string) => ({
      filename,
      mimeType: "text/plain",
      size: 1,
      ...inMemory(new Uint8Array([65])),
    });
    expect(
      await failureOf(session.upload?.(externalId, file("setup.exe")) ?? Promise.resolve()),
    ).toMatchObject({
      code: "provider_invalid",
      fieldErrors: { attachments: "Files of this kind are not accepted." },
    });
    here.sandbox.control.addFault({
      kind: "cut",
      when: "after",
      method: "POST",
      path: "/api/v2/support/attachments",
    });
    expect(
      (await failureOf(session.upload?.(externalId, file("a.txt")) ?? Promise.resolve())).code,
    ).toBe("provider_unknown_outcome");
    expect(
      here.sandbox.control.requests().filter(({ path }) => path.endsWith("/support/attachments")),
    ).toHaveLength(2);
  });

  it("refuses a file with the provider's reason", async () => {
    const client = new HostupClient({ name: "HostUp", baseUrl: here.sandbox.apiUrl }, KEY);
    const error = await failureOf(client.upload(textFile("setup.exe", "MZ")));
    expect(error).toMatchObject({
      code: "provider_invalid",
      fieldErrors: { "/file": "Files of this kind are not accepted." },
    });
  });
});
