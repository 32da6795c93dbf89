import { beforeAll, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { transaction } from "@/lib/db/kysely";
import { claimFiles } from "@/lib/files/claim-files";
import {
  type DraftKey,
  followUpKey,
  NEW_TICKET_KEY,
  replyKey,
  resubmissionKey,
} from "@/lib/files/draft-key";
import { filePreview, filesAt } from "@/lib/files/queries";
import { addPiece, beginFile, finishFile, removeFile } from "@/lib/files/receive-upload";
import { fileStore } from "@/lib/files/store/file-store";
import { useTestDatabase } from "@/tests/helpers/database";
import { GIF } from "@/tests/helpers/gif";
import { currentViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { errorBodyOf, FileRouteScene, SAME_ORIGIN } from "./file-route-scene";

// Only the cookie is mocked: the session it names is still checked in the database.
const session = vi.hoisted(() => ({ userId: null as string | null, version: 1 }));
vi.mock("@/lib/auth/viewer", () => ({
  getViewer: async () => (session.userId ? currentViewer(session.userId) : null),
  getSession: async () => {
    const viewer = session.userId ? await currentViewer(session.userId) : null;
    return viewer && { viewer, missing: null };
  },
}));
vi.mock("@/lib/i18n/visitor-language", () => ({ visitorLanguage: async () => "en" }));

useTestDatabase();

const scene = new FileRouteScene(session);
let owner: Viewer;
let member: Viewer;
let stranger: Viewer;
let outsider: Viewer;
let staff: Viewer;
let disabled: Viewer;
let connectionId: string;
let ticketId: string;

beforeAll(() => {
  ({ owner, member, stranger, outsider, staff, disabled } = scene.viewers);
  ({ connectionId, ticketId } = scene);
});

const untouched = async (id: string) =>
  sql("SELECT state, size FROM outgoing_file WHERE id = $1", [id]);

describe.each<[string, () => Viewer | null, number]>([
  ["nobody signed in", () => null, 401],
  ["a disabled account", () => disabled, 401],
  ["a member of the same organization", () => member, 404],
  ["another organization's manager", () => stranger, 404],
  ["a person of no organization", () => outsider, 404],
  ["staff", () => staff, 404],
])("%s", (_who, who, status) => {
  it.each(scene.routes)(
    "gets nothing out of %s about somebody else's file",
    async (name, route) => {
      const ready = await scene.upload("a.gif", GIF);
      scene.signIn(who());
      const response = await route(ready.id);
      // A member may begin a file of their own at the organization's connection.
      const expected = name === "begin" && who() === member ? 200 : status;
      expect(response.status).toBe(expected);
      expect(response.headers.get("location")).toBeNull();
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      if (expected !== 200)
        expect(await errorBodyOf(response)).toMatchObject({
          ok: false,
          code: status === 401 ? "unauthenticated" : "not_found",
          fieldErrors: {},
        });
      expect(await untouched(ready.id)).toEqual([{ state: "ready", size: GIF.length }]);
    },
  );
});

it("a person's own file is not shown without its organization, e.g. while that is locked", async () => {
  const { id } = await scene.upload("a.gif", GIF);
  expect((await filePreview(owner, id)).filename).toBe("a.gif");
  await expect(filePreview({ ...owner, memberships: [] }, id)).rejects.toMatchObject({
    code: "not_found",
  });
});

describe.each<[string, () => Viewer]>([
  ["a member", () => member],
  ["another organization's manager", () => stranger],
  ["a person of no organization", () => outsider],
  ["staff", () => staff],
])("%s", (_who, who) => {
  it("is told by every function that there is no such file", async () => {
    const ready = await scene.upload("a.gif", GIF);
    const { file } = await scene.begin();
    expect(await filesAt(who(), NEW_TICKET_KEY)).toEqual([]);
    const calls = [
      () => filePreview(who(), ready.id),
      () => addPiece(who(), file.id, 0, GIF),
      () => finishFile(who(), file.id),
      () => removeFile(who(), file.id),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await filesAt(owner, NEW_TICKET_KEY)).map((one) => one.state)).toEqual([
      "ready",
      "receiving",
    ]);
    expect(await fileStore().read(file.id, 0)).toBeNull();
  });

  it("cannot have it sent with a submission", async () => {
    const ready = await scene.upload("a.gif", GIF);
    const claim = transaction((client) =>
      claimFiles(client, {
        userId: who().userId,
        draftKey: NEW_TICKET_KEY,
        fileIds: [ready.id],
        submissionId: "s-1",
        rules: null,
      }),
    );
    await expect(claim).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a draft key", () => {
  it.each<[string, () => Viewer, () => { draftKey: DraftKey; connectionId: string }]>([
    [
      "a connection of another organization",
      () => stranger,
      () => ({ draftKey: NEW_TICKET_KEY, connectionId }),
    ],
    [
      "a connection that is not there",
      () => owner,
      () => ({ draftKey: NEW_TICKET_KEY, connectionId: "none" }),
    ],
    [
      "a ticket of another organization",
      () => stranger,
      () => ({ draftKey: replyKey(ticketId), connectionId }),
    ],
    [
      "a ticket that is not there",
      () => owner,
      () => ({ draftKey: replyKey("none"), connectionId }),
    ],
    [
      "a submission that is not there",
      () => owner,
      () => ({ draftKey: resubmissionKey("none"), connectionId }),
    ],
  ])("cannot be %s", async (_what, who, where) => {
    await expect(beginFile(who(), { ...where(), name: "a", size: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("can be a ticket of one's own", async () => {
    expect((await scene.begin({ draftKey: replyKey(ticketId) })).file.state).toBe("receiving");
    expect((await scene.begin({ draftKey: followUpKey(ticketId) })).file.state).toBe("receiving");
  });

  it("does not give away somebody else's file by its id", async () => {
    const { file } = await scene.begin();
    await expect(
      beginFile(member, {
        id: file.id,
        draftKey: NEW_TICKET_KEY,
        connectionId,
        name: "a.gif",
        size: GIF.length,
      }),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("requests from elsewhere", () => {
  it.each(scene.routes)("are refused by %s, whoever's cookie they carry", async (name, route) => {
    const ready = await scene.upload("a.gif", GIF);
    const crossSite = await route(ready.id, {
      headers: {
        host: "portal.test",
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
      },
    });
    expect([crossSite.status, (await errorBodyOf(crossSite)).code]).toEqual([403, "forbidden"]);
    const unsaid = await route(ready.id, { headers: { host: "portal.test" } });
    // Looking at one's own picture from the address bar harms no one.
    expect(unsaid.status).toBe(name === "preview" ? 200 : 403);
    expect(await untouched(ready.id)).toHaveLength(1);
  });
});

describe("a page that was made for somebody else", () => {
  it.each(scene.routes.slice(0, 4))("changes nothing through %s", async (_name, route) => {
    const { file } = await scene.begin();
    const headers = { ...SAME_ORIGIN, "x-viewer": member.userId };
    const other = await route(file.id, { headers });
    expect([other.status, (await errorBodyOf(other)).code]).toEqual([409, "other_viewer"]);
    const unsaid = await route(file.id, { headers: { ...SAME_ORIGIN, "x-viewer": "" } });
    expect([unsaid.status, (await errorBodyOf(unsaid)).code]).toEqual([409, "outdated"]);
    expect(await sql("SELECT state FROM outgoing_file")).toEqual([{ state: "receiving" }]);
    expect(await fileStore().read(file.id, 0)).toBeNull();
  });
});
