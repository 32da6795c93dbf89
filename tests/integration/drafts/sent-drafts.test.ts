import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import { transaction } from "@/lib/db/kysely";
import { discardDraft, saveDraft } from "@/lib/drafts/commands";
import { loadDraft } from "@/lib/drafts/queries";
import { removeDraft } from "@/lib/drafts/remove-draft";
import { restoreTextToDraft } from "@/lib/drafts/restore-draft";
import { NEW_TICKET_KEY, replyKey, resubmissionKey } from "@/lib/files/draft-key";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

import { draft, makeSubmission, sent, useDraftScene } from "./draft-scene";

let organizationId: string;
let connectionId: string;
let ticketId: string;

useDraftScene((scene) => {
  ({ organizationId, connectionId, ticketId } = scene);
});

describe("a text that comes back to its author", () => {
  const draftKey = () => replyKey(ticketId);
  const back = (userId: string, message: string, encrypted = "", formKey: string = randomUUID()) =>
    transaction((client) =>
      restoreTextToDraft(client, {
        userId,
        draftKey: draftKey(),
        formKey,
        values: { message, encrypted },
      }),
    );

  it("is their draft, under the key that it had", async () => {
    const viewer = await makeViewer({ organizationId });
    const formKey = randomUUID();
    await back(viewer.userId, "Taken back", "", formKey);
    expect(await loadDraft(viewer, draftKey())).toMatchObject({
      formKey,
      values: { message: "Taken back" },
      version: 1,
    });
  });

  it("is added to what they have begun since, and only once", async () => {
    const viewer = await makeViewer({ organizationId });
    const formKey = randomUUID();
    await saveDraft(viewer, draft(draftKey(), "Begun", 0, formKey));
    await back(viewer.userId, "Taken back");
    await back(viewer.userId, "Taken back");
    expect(await loadDraft(viewer, draftKey())).toMatchObject({
      formKey,
      values: { message: "Begun\n\nTaken back" },
    });
  });

  it("takes the place of a draft that was thrown away", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(draftKey(), "Away"));
    await discardDraft(viewer, draftKey());
    await back(viewer.userId, "Taken back");
    expect(await loadDraft(viewer, draftKey())).toMatchObject({
      values: { message: "Taken back" },
    });
  });

  it("is sealed when it is to be encrypted, with what was there in clear", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(draftKey(), "Begun"));
    await back(viewer.userId, "hunter2", "true");
    const [row] = await sql<{ all: string }>(
      "SELECT draft::text AS all FROM draft WHERE user_id = $1",
      [viewer.userId],
    );
    expect(row?.all).not.toMatch(/hunter2|Begun/);
    expect(await loadDraft(viewer, draftKey())).toMatchObject({
      values: { message: "Begun\n\nhunter2", encrypted: "true" },
    });
  });
});

describe("a form that was sent", () => {
  it("leaves nothing that stands in the way of the next one", async () => {
    const viewer = await makeViewer({ organizationId });
    const { formKey } = await makeSubmission(viewer, connectionId, "rejected");
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "Slipped", 0, formKey));
    await sql("UPDATE submission SET state = 'sent' WHERE form_key = $1", [formKey]);
    expect(await saveDraft(viewer, draft(NEW_TICKET_KEY, "Next"))).toMatchObject({
      state: "saved",
    });
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toMatchObject({ values: { message: "Next" } });
  });

  it("leaves no draft, and none of its saves comes late", async () => {
    const viewer = await makeViewer({ organizationId });
    const { formKey } = await makeSubmission(viewer, connectionId, "queued");
    await transaction((client) =>
      removeDraft(client, viewer, sent(NEW_TICKET_KEY, formKey, "Kept")),
    );
    expect(await saveDraft(viewer, draft(NEW_TICKET_KEY, "Late", 3, formKey))).toEqual({
      state: "sent",
    });
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toBeNull();
  });

  it("is not offered again by a draft that slipped through", async () => {
    const viewer = await makeViewer({ organizationId });
    const { formKey } = await makeSubmission(viewer, connectionId, "rejected");
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "Slipped", 0, formKey));
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).not.toBeNull();
    await sql("UPDATE submission SET state = 'sent' WHERE form_key = $1", [formKey]);
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toBeNull();
  });

  it("can be typed on when it was rejected or taken back", async () => {
    const viewer = await makeViewer({ organizationId });
    for (const state of ["rejected", "abandoned"]) {
      const { id, formKey } = await makeSubmission(viewer, connectionId, state);
      expect(
        await saveDraft(viewer, draft(resubmissionKey(id), "Better", 0, formKey)),
      ).toMatchObject({
        state: "saved",
      });
    }
  });

  it("loses its draft in the transaction that stores it, or not at all", async () => {
    const viewer = await makeViewer({ organizationId });
    const formKey = randomUUID();
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "Kept", 0, formKey));
    await transaction(async (client) => {
      await removeDraft(client, viewer, sent(NEW_TICKET_KEY, formKey, "Kept"));
      throw new Error("did not go through");
    }).catch(() => undefined);
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toMatchObject({ values: { message: "Kept" } });
    await transaction((client) =>
      removeDraft(client, viewer, sent(NEW_TICKET_KEY, formKey, "Kept")),
    );
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toBeNull();
  });
});
