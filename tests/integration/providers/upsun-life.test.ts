import { randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

import { AppError } from "@/lib/errors";

import { upsunAccounts } from "../../../sandbox/accounts";
import { withUpsun } from "./sandboxes";
import { failureOf, inMemory, open } from "./support";

const ACCOUNT = upsunAccounts.northwind;
const KEY = ACCOUNT.key.key;
const COLLABORATOR = "b7e1a2d4-5c36-4f0b-9a57-2f61c8d90e13";
const OTHER = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
const here = withUpsun();

describe("an Upsun ticket's life", () => {
  it("is solved and opened again; nothing to change is no error", async () => {
    const { session } = open(here.provider, KEY);
    const { externalId } = await session.fileTicket({ subject: "S", message: "M" });
    expect((await session.act?.(externalId, "solve"))?.status).toBe("solved");
    expect(await session.act?.(externalId, "solve")).toBeNull();
    expect((await session.act?.(externalId, "reopen"))?.status).toBe("open");
    expect(
      here.sandbox.control
        .journal()
        .slice(1)
        .map(({ body }) => body),
    ).toEqual([{ status: "solved" }, { status: "open" }]);
    expect((await failureOf(session.act?.(externalId, "close") ?? Promise.resolve())).code).toBe(
      "invalid",
    );
    expect(session.reply).toBeUndefined();
  });

  it("that is closed stays closed", async () => {
    const closed = here.sandbox.control
      .tickets(ACCOUNT.id)
      .find(({ ticket }) => ticket.status === "closed");
    expect(
      (
        await failureOf(
          open(here.provider, KEY).session.act?.(closed?.id ?? "", "reopen") ?? Promise.resolve(),
        )
      ).code,
    ).toBe("provider_conflict");
  });

  it("has the collaborators that it is given, and nobody else", async () => {
    const { session } = open(here.provider, KEY);
    const { externalId } = await session.fileTicket({
      subject: "S",
      message: "M",
      collaborators: COLLABORATOR,
    });
    expect((await session.setCollaborators?.(externalId, [OTHER]))?.collaboratorIds).toEqual([
      OTHER,
    ]);
    expect(
      (await session.setCollaborators?.(externalId, [OTHER, COLLABORATOR]))?.collaboratorIds,
    ).toEqual([OTHER, COLLABORATOR]);
    expect(await session.setCollaborators?.(externalId, [OTHER, COLLABORATOR])).toBeNull();
    expect((await session.setCollaborators?.(externalId, []))?.collaboratorIds).toEqual([]);
    expect(
      here.sandbox.control
        .journal()
        .slice(1)
        .map(({ body }) => body),
    ).toEqual(
      [[OTHER], [OTHER, COLLABORATOR], []].map((ids) => ({
        collaborator_ids: ids,
        collaborators_replace: true,
      })),
    );
    expect(
      (await failureOf(session.setCollaborators?.("999999999", [OTHER]) ?? Promise.resolve())).code,
    ).toBe("provider_not_found");
  });

  it("is gone on with by a ticket that names it", async () => {
    const { session } = open(here.provider, KEY);
    const closed = here.sandbox.control
      .tickets(ACCOUNT.id)
      .find(({ ticket }) => ticket.status === "closed");
    const next = await session.fileTicket(
      { subject: "S", message: "M" },
      { continues: closed?.id },
    );
    expect(next.fields).toMatchObject({ followup_tid: closed?.id });
    expect(here.sandbox.control.journal()[0]?.body).toMatchObject({ followup_tid: closed?.id });
    const refused = await failureOf(
      session.fileTicket({ subject: "S", message: "M" }, { continues: "999999999" }),
    );
    expect(refused.code).toBe("provider_not_found");
    expect(here.sandbox.control.journal()).toHaveLength(1);
  });
});

describe("files with an Upsun ticket", () => {
  const file = (filename: string, bytes: Uint8Array<ArrayBuffer>) => ({
    filename,
    mimeType: "application/octet-stream",
    size: bytes.length,
    ...inMemory(bytes),
  });

  it("travel inside the one call that files it, as base64", async () => {
    const bytes = new Uint8Array([0, 255, 1, 254]);
    await open(here.provider, KEY).session.fileTicket(
      { subject: "S", message: "M" },
      { files: [file("a.bin", bytes), file("fel åäö.txt", new Uint8Array([65]))] },
    );
    expect(here.sandbox.control.journal()[0]?.body).toMatchObject({
      attachments: [
        { filename: "a.bin", data: "AP8B/g==" },
        { filename: "fel åäö.txt", data: "QQ==" },
      ],
    });
  });

  it("can have 20 MB together", async () => {
    const bytes = new Uint8Array(randomBytes(20 * 1024 * 1024));
    const ticket = await open(here.provider, KEY).session.fileTicket(
      { subject: "S", message: "M" },
      { files: [file("dump.bin", bytes)] },
    );
    expect(ticket.status).toBe("new");
    expect(here.sandbox.control.journal()[0]?.body).toMatchObject({
      attachments: [{ filename: "dump.bin", byteLength: bytes.length }],
    });
  });

  it("stop the call before it is made when their bytes are gone", async () => {
    const gone = {
      ...file("a.bin", new Uint8Array([1])),
      check: () => Promise.reject(new AppError("not_found")),
    };
    expect(
      (
        await failureOf(
          open(here.provider, KEY).session.fileTicket(
            { subject: "S", message: "M" },
            { files: [gone] },
          ),
        )
      ).code,
    ).toBe("not_found");
    expect(here.sandbox.control.journal()).toEqual([]);
  });

  it("bring their refusal to the form's field", async () => {
    const bytes = new Uint8Array(21 * 1024 * 1024);
    const error = await failureOf(
      open(here.provider, KEY).session.fileTicket(
        { subject: "S", message: "M" },
        { files: [file("dump.bin", bytes)] },
      ),
    );
    expect(error.fieldErrors).toEqual({ attachments: "a file is larger than 20 MB." });
  });
});
