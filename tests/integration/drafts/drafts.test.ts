import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/commands";
import { sql, transaction } from "@/lib/db/sql";
import { discardDraft, restoreDraft, saveDraft } from "@/lib/drafts/commands";
import { REPLY_FIELDS } from "@/lib/drafts/has-unsent-text";
import { loadDraft } from "@/lib/drafts/queries";
import { eraseDiscarded, removeDraft } from "@/lib/drafts/remove-draft";
import { restoreTextToDraft } from "@/lib/drafts/restore-draft";
import { MAX_DRAFT_BYTES, saveDraftInput } from "@/lib/drafts/schemas";
import { registerProvider } from "@/lib/providers/registry";
import { sendReply } from "@/lib/tickets/commands";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";

useTestDatabase();

const account = new MemoryAccount();
let owner: Viewer;
let colleague: Viewer;
let organizationId: string;
let connectionId: string;
let ticketId: string;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  organizationId = await makeOrganization();
  owner = await makeViewer({ organizationId });
  colleague = await makeViewer({ organizationId, membership: "member" });
  account.put("m-1");
  connectionId = await makeConnection(owner, "memory", account.key);
  await syncNow(owner, { connectionId });
  ticketId = (await listTickets(owner, ticketFilters.parse({}))).items[0]?.id ?? "";
});

afterAll(() => unregister());

const draft = (place: string, message: string, version = 0, formKey: string = randomUUID()) => ({
  place,
  formKey,
  values: { message },
  version,
});

const sent = (place: string, formKey: string, message: string) => ({
  place,
  formKey,
  values: { message },
  fields: REPLY_FIELDS,
});

async function makeSubmission(
  viewer: Viewer,
  state: string,
): Promise<{ id: string; formKey: string }> {
  const id = `sub-${randomUUID()}`.slice(0, 26);
  const formKey = randomUUID();
  await sql(
    `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash, state) VALUES ($1, $2, $3, $4, $5, 'create', '{}', '-', $6::"SubmissionState")`,
    [id, organizationId, connectionId, viewer.userId, formKey, state],
  );
  return { id, formKey };
}

describe("a draft", () => {
  it("is kept by person and place, with its form key and time", async () => {
    const formKey = randomUUID();
    const places = [
      "new",
      `reply:${ticketId}`,
      `continue:${ticketId}`,
      `new:${(await makeSubmission(owner, "rejected")).id}`,
    ];
    for (const place of places)
      expect(await saveDraft(owner, draft(place, `At ${place}`, 0, formKey))).toMatchObject({
        state: "saved",
        version: 1,
      });
    for (const place of places)
      expect(await loadDraft(owner, place)).toMatchObject({
        place,
        formKey,
        values: { message: `At ${place}` },
        version: 1,
        files: [],
      });
    for (const place of places.slice(0, 3)) expect(await loadDraft(colleague, place)).toBeNull();
    expect(Date.now() - ((await loadDraft(owner, "new"))?.updatedAt.getTime() ?? 0)).toBeLessThan(
      10_000,
    );
  });

  it("takes what another device saved meanwhile for newer, hands it back and keeps it", async () => {
    const place = `reply:${ticketId}`;
    const { version } = (await loadDraft(owner, place)) ?? { version: 0 };
    const first = await saveDraft(owner, draft(place, "From the laptop", version));
    expect(first).toMatchObject({ state: "saved", version: version + 1 });
    const late = await saveDraft(owner, draft(place, "From the phone", version));
    expect(late).toMatchObject({
      state: "changed",
      newer: { values: { message: "From the laptop" }, version: version + 1 },
    });
    expect(await loadDraft(owner, place)).toMatchObject({ values: { message: "From the laptop" } });
    expect(await saveDraft(owner, draft(place, "From the phone", version + 1))).toMatchObject({
      state: "saved",
      version: version + 2,
    });
  });

  it("is no conflict when the same was saved twice, as after a lost answer", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft("new", "Once"));
    expect(await saveDraft(viewer, draft("new", "Once"))).toMatchObject({ state: "saved" });
  });

  it("is saved once by ten devices that begin at the same time, and the others are told", async () => {
    const viewer = await makeViewer({ organizationId });
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => saveDraft(viewer, draft("new", `Device ${index}`))),
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
      const input = saveDraftInput.parse(draft("new", message, version));
      const saved = await saveDraft(viewer, input);
      expect(saved).toMatchObject({ state: "saved" });
      version = saved.state === "saved" ? saved.version : version;
      expect((await loadDraft(viewer, "new"))?.values.message).toBe(message);
    }
  });

  it("is refused beyond its bounds, with a reason", () => {
    expect(
      saveDraftInput.safeParse(draft("new", "a".repeat(MAX_DRAFT_BYTES + 1))).error?.issues[0]
        ?.message,
    ).toMatch(/too long/);
    expect(
      saveDraftInput.safeParse({
        ...draft("new", ""),
        values: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`f${index}`, ""])),
      }).success,
    ).toBe(false);
    for (const place of [
      "",
      "old",
      "reply:",
      "new:../x",
      `reply:${"a".repeat(65)}`,
      "discarded new",
    ])
      expect(saveDraftInput.safeParse(draft(place, "")).success, place).toBe(false);
  });
});

describe("discarding", () => {
  it("keeps the words and the files for undo, and shows them nowhere", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft("new", "Thrown away"));
    await sql(
      "INSERT INTO outgoing_file (id, user_id, organization_id, place, filename, size, state) VALUES ($1, $2, $3, 'new', 'shot.png', 10, 'ready')",
      [randomUUID(), viewer.userId, organizationId],
    );
    expect((await loadDraft(viewer, "new"))?.files).toMatchObject([{ filename: "shot.png" }]);
    await discardDraft(viewer, "new");
    expect(await loadDraft(viewer, "new")).toBeNull();
    expect(await restoreDraft(viewer, "new")).toMatchObject({
      version: 3,
      files: [{ filename: "shot.png" }],
    });
    expect(await loadDraft(viewer, "new")).toMatchObject({
      values: { message: "Thrown away" },
      files: [{ filename: "shot.png" }],
    });
  });

  it("makes room for what is typed next, from any device", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft("new", "First"));
    await discardDraft(viewer, "new");
    expect(await saveDraft(viewer, draft("new", "Second", 1))).toMatchObject({ state: "saved" });
    expect(await restoreDraft(viewer, "new")).toMatchObject({ version: 0 });
    expect(await loadDraft(viewer, "new")).toMatchObject({ values: { message: "Second" } });
  });

  it("is for good after a day", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft("new", "Old"));
    await discardDraft(viewer, "new");
    await sql("UPDATE draft SET discarded_at = now() - interval '25 hours' WHERE user_id = $1", [
      viewer.userId,
    ]);
    expect(await restoreDraft(viewer, "new")).toMatchObject({ version: 0 });
    expect(await eraseDiscarded()).toBe(1);
    expect(await sql("SELECT 1 FROM draft WHERE user_id = $1", [viewer.userId])).toEqual([]);
  });
});

describe("what another device has saved", () => {
  it("is not thrown away by a form that has not seen it, nor are its files", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft("new", "Laptop"));
    await saveDraft(viewer, draft("new", "Phone", 1));
    await sql(
      "INSERT INTO outgoing_file (id, user_id, organization_id, place, filename, size, state) VALUES ($1, $2, $3, 'new', 'phone.txt', 10, 'ready')",
      [randomUUID(), viewer.userId, organizationId],
    );
    expect(await discardDraft(viewer, "new", 1)).toMatchObject({
      state: "changed",
      newer: { values: { message: "Phone" }, version: 2 },
    });
    expect(await loadDraft(viewer, "new")).toMatchObject({
      values: { message: "Phone" },
      files: [{ filename: "phone.txt" }],
    });
    expect(await discardDraft(viewer, "new", 2)).toEqual({ state: "discarded" });
    expect(await restoreDraft(viewer, "new")).toMatchObject({
      values: { message: "Phone" },
      files: [{ filename: "phone.txt" }],
    });
  });

  it("stays when another form is sent at its place, with its files", async () => {
    const place = `reply:${ticketId}`;
    const viewer = await makeViewer({ organizationId });
    const phone = randomUUID();
    await saveDraft(viewer, draft(place, "Written for twenty minutes", 0, phone));
    const file = (id: string, name: string) =>
      sql(
        "INSERT INTO outgoing_file (id, user_id, organization_id, place, filename, size, state, sha256) VALUES ($1, $2, $3, $4, $5, 10, 'ready', '-')",
        [id, viewer.userId, organizationId, place, name],
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
    expect(await loadDraft(viewer, place)).toMatchObject({
      formKey: phone,
      values: { message: "Written for twenty minutes" },
      files: [{ filename: "phone.txt" }],
    });
  });

  it("under the key that is sent stays under another one, unless all of it was sent", async () => {
    const viewer = await makeViewer({ organizationId });
    const formKey = randomUUID();
    await saveDraft(viewer, draft("new", "thanks, and one thing more", 0, formKey));
    await transaction((client) => removeDraft(client, viewer, sent("new", formKey, "thanks")));
    const kept = await loadDraft(viewer, "new");
    expect(kept).toMatchObject({ values: { message: "thanks, and one thing more" }, version: 2 });
    expect(kept?.formKey).not.toBe(formKey);
    await transaction((client) =>
      removeDraft(
        client,
        viewer,
        sent("new", kept?.formKey ?? "", "thanks, and one thing more. Bye"),
      ),
    );
    expect(await loadDraft(viewer, "new")).toBeNull();
  });
});

describe("a text that comes back to its author", () => {
  const place = () => `reply:${ticketId}`;
  const back = (userId: string, message: string, encrypted = "", formKey: string = randomUUID()) =>
    transaction((client) =>
      restoreTextToDraft(client, {
        userId,
        place: place(),
        formKey,
        values: { message, encrypted },
      }),
    );

  it("is their draft, under the key that it had", async () => {
    const viewer = await makeViewer({ organizationId });
    const formKey = randomUUID();
    await back(viewer.userId, "Taken back", "", formKey);
    expect(await loadDraft(viewer, place())).toMatchObject({
      formKey,
      values: { message: "Taken back" },
      version: 1,
    });
  });

  it("is added to what they have begun since, and only once", async () => {
    const viewer = await makeViewer({ organizationId });
    const formKey = randomUUID();
    await saveDraft(viewer, draft(place(), "Begun", 0, formKey));
    await back(viewer.userId, "Taken back");
    await back(viewer.userId, "Taken back");
    expect(await loadDraft(viewer, place())).toMatchObject({
      formKey,
      values: { message: "Begun\n\nTaken back" },
    });
  });

  it("takes the place of a draft that was thrown away", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(place(), "Away"));
    await discardDraft(viewer, place());
    await back(viewer.userId, "Taken back");
    expect(await loadDraft(viewer, place())).toMatchObject({ values: { message: "Taken back" } });
  });

  it("is sealed when it is to be encrypted, with what was there in clear", async () => {
    const viewer = await makeViewer({ organizationId });
    await saveDraft(viewer, draft(place(), "Begun"));
    await back(viewer.userId, "hunter2", "true");
    const [row] = await sql<{ all: string }>(
      "SELECT draft::text AS all FROM draft WHERE user_id = $1",
      [viewer.userId],
    );
    expect(row?.all).not.toMatch(/hunter2|Begun/);
    expect(await loadDraft(viewer, place())).toMatchObject({
      values: { message: "Begun\n\nhunter2", encrypted: "true" },
    });
  });
});

describe("a form that was sent", () => {
  it("leaves nothing that stands in the way of the next one", async () => {
    const viewer = await makeViewer({ organizationId });
    const { formKey } = await makeSubmission(viewer, "rejected");
    await saveDraft(viewer, draft("new", "Slipped", 0, formKey));
    await sql("UPDATE submission SET state = 'sent' WHERE form_key = $1", [formKey]);
    expect(await saveDraft(viewer, draft("new", "Next"))).toMatchObject({ state: "saved" });
    expect(await loadDraft(viewer, "new")).toMatchObject({ values: { message: "Next" } });
  });

  it("leaves no draft, and none of its saves comes late", async () => {
    const viewer = await makeViewer({ organizationId });
    const { formKey } = await makeSubmission(viewer, "queued");
    await transaction((client) => removeDraft(client, viewer, sent("new", formKey, "Kept")));
    expect(await saveDraft(viewer, draft("new", "Late", 3, formKey))).toEqual({ state: "sent" });
    expect(await loadDraft(viewer, "new")).toBeNull();
  });

  it("is not offered again by a draft that slipped through", async () => {
    const viewer = await makeViewer({ organizationId });
    const { formKey } = await makeSubmission(viewer, "rejected");
    await saveDraft(viewer, draft("new", "Slipped", 0, formKey));
    expect(await loadDraft(viewer, "new")).not.toBeNull();
    await sql("UPDATE submission SET state = 'sent' WHERE form_key = $1", [formKey]);
    expect(await loadDraft(viewer, "new")).toBeNull();
  });

  it("can be typed on when it was rejected or taken back", async () => {
    const viewer = await makeViewer({ organizationId });
    for (const state of ["rejected", "abandoned"]) {
      const { id, formKey } = await makeSubmission(viewer, state);
      expect(await saveDraft(viewer, draft(`new:${id}`, "Better", 0, formKey))).toMatchObject({
        state: "saved",
      });
    }
  });

  it("loses its draft in the transaction that stores it, or not at all", async () => {
    const viewer = await makeViewer({ organizationId });
    const formKey = randomUUID();
    await saveDraft(viewer, draft("new", "Kept", 0, formKey));
    await transaction(async (client) => {
      await removeDraft(client, viewer, sent("new", formKey, "Kept"));
      throw new Error("did not go through");
    }).catch(() => undefined);
    expect(await loadDraft(viewer, "new")).toMatchObject({ values: { message: "Kept" } });
    await transaction((client) => removeDraft(client, viewer, sent("new", formKey, "Kept")));
    expect(await loadDraft(viewer, "new")).toBeNull();
  });
});
