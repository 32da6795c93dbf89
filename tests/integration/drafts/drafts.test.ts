import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { transaction } from "@/lib/db/kysely";
import { discardDraft, restoreDraft, saveDraft } from "@/lib/drafts/commands";
import { loadDraft } from "@/lib/drafts/queries";
import { eraseDiscarded, removeDraft } from "@/lib/drafts/remove-draft";
import { MAX_DRAFT_BYTES, saveDraftInput } from "@/lib/drafts/schemas";
import {
  followUpKey,
  formatDraftKey,
  NEW_TICKET_KEY,
  replyKey,
  resubmissionKey,
} from "@/lib/files/draft-key";
import { fieldErrorsOf } from "@/lib/forms/field-errors";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { reading } from "@/tests/helpers/texts";

useTestDatabase();

import { draft, makeSubmission, sent, useDraftScene } from "./draft-scene";

let organizationId: string;
let owner: Viewer;
let colleague: Viewer;
let connectionId: string;
let ticketId: string;

useDraftScene((scene) => {
  ({ organizationId, owner, colleague, connectionId, ticketId } = scene);
});

describe("a draft", () => {
  it("is kept by person and key, with its form key and time", async () => {
    const formKey = randomUUID();
    const places = [
      NEW_TICKET_KEY,
      replyKey(ticketId),
      followUpKey(ticketId),
      resubmissionKey((await makeSubmission(owner, connectionId, "rejected")).id),
    ];
    for (const draftKey of places)
      expect(
        await saveDraft(owner, draft(draftKey, `At ${formatDraftKey(draftKey)}`, 0, formKey)),
      ).toMatchObject({
        state: "saved",
        version: 1,
      });
    for (const draftKey of places)
      expect(await loadDraft(owner, draftKey)).toMatchObject({
        draftKey: formatDraftKey(draftKey),
        formKey,
        values: { message: `At ${formatDraftKey(draftKey)}` },
        version: 1,
        files: [],
      });
    for (const draftKey of places.slice(0, 3))
      expect(await loadDraft(colleague, draftKey)).toBeNull();
    expect(
      Date.now() - ((await loadDraft(owner, NEW_TICKET_KEY))?.updatedAt.getTime() ?? 0),
    ).toBeLessThan(10_000);
  });

  it("takes what another device saved meanwhile for newer, hands it back and keeps it", async () => {
    const draftKey = replyKey(ticketId);
    const { version } = (await loadDraft(owner, draftKey)) ?? { version: 0 };
    const first = await saveDraft(owner, draft(draftKey, "From the laptop", version));
    expect(first).toMatchObject({ state: "saved", version: version + 1 });
    const late = await saveDraft(owner, draft(draftKey, "From the phone", version));
    expect(late).toMatchObject({
      state: "changed",
      newer: { values: { message: "From the laptop" }, version: version + 1 },
    });
    expect(await loadDraft(owner, draftKey)).toMatchObject({
      values: { message: "From the laptop" },
    });
    expect(await saveDraft(owner, draft(draftKey, "From the phone", version + 1))).toMatchObject({
      state: "saved",
      version: version + 2,
    });
  });

  it("is no conflict when the same was saved twice, as after a lost answer", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "Once"));
    expect(await saveDraft(viewer, draft(NEW_TICKET_KEY, "Once"))).toMatchObject({
      state: "saved",
    });
  });

  it("is saved once by ten devices that begin at the same time, and the others are told", async () => {
    const viewer = await makeViewer({ organizationId });
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        saveDraft(viewer, draft(NEW_TICKET_KEY, `Device ${index}`)),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.state === "saved")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.state === "changed")).toHaveLength(9);
  });

  it("holds far more than can be sent, and whatever was typed or pasted", async () => {
    const viewer = await makeViewer({ organizationId });
    const texts = [
      "字".repeat(100_000),
      "a\u0000b",
      "half \ud83d",
      "👩‍💻 مرحبا",
      "<script>alert(1)</script>",
      "",
      "   \n",
      "\u001b0;",
    ];
    let version = 0;
    for (const message of texts) {
      const input = saveDraftInput.parse({
        ...draft(NEW_TICKET_KEY, message, version),
        draftKey: "new",
      });
      const saved = await saveDraft(viewer, input);
      expect(saved).toMatchObject({ state: "saved" });
      version = saved.state === "saved" ? saved.version : version;
      expect((await loadDraft(viewer, NEW_TICKET_KEY))?.values.message).toBe(message);
    }
  });

  it("is refused beyond its bounds, with a reason", () => {
    const { error } = saveDraftInput.safeParse({
      ...draft(NEW_TICKET_KEY, "a".repeat(MAX_DRAFT_BYTES + 1)),
      draftKey: "new",
    });
    expect(fieldErrorsOf(error?.issues ?? [])).toEqual({ values: reading(/too long/) });
    expect(
      saveDraftInput.safeParse({
        ...draft(NEW_TICKET_KEY, ""),
        draftKey: "new",
        values: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`f${index}`, ""])),
      }).success,
    ).toBe(false);
    for (const draftKey of [
      "",
      "old",
      "reply:",
      "new:../x",
      `reply:${"a".repeat(65)}`,
      "discarded new",
    ])
      expect(
        saveDraftInput.safeParse({ ...draft(NEW_TICKET_KEY, ""), draftKey }).success,
        draftKey,
      ).toBe(false);
  });
});

describe("discarding", () => {
  it("keeps the words and the files for undo, and shows them nowhere", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "Thrown away"));
    await sql(
      "INSERT INTO outgoing_file (id, user_id, organization_id, draft_kind, filename, size, state) VALUES ($1, $2, $3, 'new_ticket', 'shot.png', 10, 'ready')",
      [randomUUID(), viewer.userId, organizationId],
    );
    expect((await loadDraft(viewer, NEW_TICKET_KEY))?.files).toMatchObject([
      { filename: "shot.png" },
    ]);
    await discardDraft(viewer, NEW_TICKET_KEY);
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toBeNull();
    expect(await restoreDraft(viewer, NEW_TICKET_KEY)).toMatchObject({
      version: 3,
      files: [{ filename: "shot.png" }],
    });
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toMatchObject({
      values: { message: "Thrown away" },
      files: [{ filename: "shot.png" }],
    });
  });

  it("makes room for what is typed next, from any device", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "First"));
    await discardDraft(viewer, NEW_TICKET_KEY);
    expect(await saveDraft(viewer, draft(NEW_TICKET_KEY, "Second", 1))).toMatchObject({
      state: "saved",
    });
    expect(await restoreDraft(viewer, NEW_TICKET_KEY)).toMatchObject({ version: 0 });
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toMatchObject({
      values: { message: "Second" },
    });
  });

  it("is for good after a day", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "Old"));
    await discardDraft(viewer, NEW_TICKET_KEY);
    await sql("UPDATE draft SET discarded_at = now() - interval '25 hours' WHERE user_id = $1", [
      viewer.userId,
    ]);
    expect(await restoreDraft(viewer, NEW_TICKET_KEY)).toMatchObject({ version: 0 });
    expect(await eraseDiscarded()).toBe(1);
    expect(await sql("SELECT 1 FROM draft WHERE user_id = $1", [viewer.userId])).toEqual([]);
  });
});

describe("what another device has saved", () => {
  it("is not thrown away by a form that has not seen it, nor are its files", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "Laptop"));
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "Phone", 1));
    await sql(
      "INSERT INTO outgoing_file (id, user_id, organization_id, draft_kind, filename, size, state) VALUES ($1, $2, $3, 'new_ticket', 'phone.txt', 10, 'ready')",
      [randomUUID(), viewer.userId, organizationId],
    );
    expect(await discardDraft(viewer, NEW_TICKET_KEY, 1)).toMatchObject({
      state: "changed",
      newer: { values: { message: "Phone" }, version: 2 },
    });
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toMatchObject({
      values: { message: "Phone" },
      files: [{ filename: "phone.txt" }],
    });
    expect(await discardDraft(viewer, NEW_TICKET_KEY, 2)).toEqual({ state: "discarded" });
    expect(await restoreDraft(viewer, NEW_TICKET_KEY)).toMatchObject({
      values: { message: "Phone" },
      files: [{ filename: "phone.txt" }],
    });
  });

  it("stays when another form of its key is sent, with its files", async () => {
    const draftKey = replyKey(ticketId);
    const viewer = await makeViewer({ organizationId });
    const phone = randomUUID();
    await saveDraft(viewer, draft(draftKey, "Written for twenty minutes", 0, phone));
    const file = (id: string, name: string) =>
      sql(
        "INSERT INTO outgoing_file (id, user_id, organization_id, draft_kind, draft_target_id, filename, size, state, sha256) VALUES ($1, $2, $3, $4, $5, $6, 10, 'ready', '-')",
        [id, viewer.userId, organizationId, draftKey.kind, draftKey.targetId, name],
      );
    const laptopFile = randomUUID();
    await file(laptopFile, "laptop.txt");
    await file(randomUUID(), "phone.txt");
    await sendReply(viewer, {
      formKey: randomUUID(),
      ticketId,
      message: "thanks",
      encrypted: false,
      files: [laptopFile],
      continues: false,
    });
    expect(await loadDraft(viewer, draftKey)).toMatchObject({
      formKey: phone,
      values: { message: "Written for twenty minutes" },
      files: [{ filename: "phone.txt" }],
    });
  });

  it("under the key that is sent stays under another one, unless all of it was sent", async () => {
    const viewer = await makeViewer({ organizationId });
    const formKey = randomUUID();
    await saveDraft(viewer, draft(NEW_TICKET_KEY, "thanks, and one thing more", 0, formKey));
    await transaction((client) =>
      removeDraft(client, viewer, sent(NEW_TICKET_KEY, formKey, "thanks")),
    );
    const kept = await loadDraft(viewer, NEW_TICKET_KEY);
    expect(kept).toMatchObject({ values: { message: "thanks, and one thing more" }, version: 2 });
    expect(kept?.formKey).not.toBe(formKey);
    await transaction((client) =>
      removeDraft(
        client,
        viewer,
        sent(NEW_TICKET_KEY, kept?.formKey ?? "", "thanks, and one thing more. Bye"),
      ),
    );
    expect(await loadDraft(viewer, NEW_TICKET_KEY)).toBeNull();
  });
});
