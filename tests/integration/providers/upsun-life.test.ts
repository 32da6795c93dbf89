import { describe, expect, it } from "vitest";
import { upsunAccounts } from "../../../sandbox/accounts";
import { withUpsun } from "./sandboxes";
import { failure, open } from "./support";
import { upsunClient } from "./upsun-client";

const ACCOUNT = upsunAccounts.northwind;
const KEY = ACCOUNT.key.key;
const COLLABORATOR = "b7e1a2d4-5c36-4f0b-9a57-2f61c8d90e13";
const here = withUpsun();

describe("an Upsun ticket's life", () => {
  it("is solved and opened again; nothing to change is no error", async () => {
    const { session } = open(here.provider, KEY);
    const { externalId } = await session.fileTicket({ subject: "S", message: "M" });
    expect((await session.act?.(externalId, "solve"))?.status).toBe("solved");
    expect(await session.act?.(externalId, "solve")).toBeNull();
    expect((await session.act?.(externalId, "reopen"))?.status).toBe("open");
    expect(here.sandbox.control.journal().slice(1).map(({ body }) => body)).toEqual([{ status: "solved" }, { status: "open" }]);
    expect((await failure(session.act?.(externalId, "close") ?? Promise.resolve())).code).toBe("invalid");
    expect(session.reply).toBeUndefined();
  });

  it("that is closed stays closed", async () => {
    const closed = here.sandbox.control.tickets(ACCOUNT.id).find(({ ticket }) => ticket.status === "closed");
    expect((await failure(open(here.provider, KEY).session.act?.(closed?.id ?? "", "reopen") ?? Promise.resolve())).code).toBe("provider_conflict");
  });

  it("takes collaborators", async () => {
    const { externalId } = await open(here.provider, KEY).session.fileTicket({ subject: "S", message: "M" });
    const patched = await upsunClient(here.sandbox).patchTicket(externalId, { collaborator_ids: [COLLABORATOR], collaborators_replace: true });
    expect(patched?.data.collaborator_ids).toEqual([COLLABORATOR]);
  });
});
