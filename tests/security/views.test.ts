import { beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { listAllTickets } from "@/lib/review/queries";
import { listTickets } from "@/lib/tickets/queries";
import { filtersOf } from "@/lib/tickets/schemas";
import * as commands from "@/lib/tickets/views/commands";
import { ALL_STAFF, changeViewInput, saveViewInput } from "@/lib/tickets/views/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer, makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let viewers: Viewers;
let shared: string;
let own: string;

const view = (name: string, organizationId: string | null = null, query = "turn=yours") =>
  saveViewInput.parse({ name, query, organizationId, isPinned: true });

beforeEach(async () => {
  viewers = await makeViewers();
  const { owner, organizationId } = viewers;
  shared = (await commands.saveView(owner, view("Ours", organizationId))).viewId;
  await commands.saveView(owner, view("First"));
  own = (await commands.saveView(owner, view("Mine"))).viewId;
});

const NONE = { code: "not_found" };

type Command = (viewer: Viewer, viewId: string, organizationId: string | null) => Promise<unknown>;

const COMMANDS: Readonly<Record<string, Command>> = {
  saveView: (viewer, _view, organizationId) =>
    commands.saveView(viewer, view("Another", organizationId)),
  changeView: (viewer, viewId) => commands.changeView(viewer, { viewId, name: "Renamed" }),
  moveView: (viewer, viewId) => commands.moveView(viewer, { viewId, direction: "up" }),
  removeView: (viewer, viewId) => commands.removeView(viewer, { viewId }),
};

const stored = () => sql("SELECT * FROM saved_view ORDER BY id");
const seen = async (viewer: Viewer) =>
  (await listTickets(viewer, filtersOf(new URLSearchParams()))).views.map(({ name }) => name);

it("every command is tested", () => {
  expect(Object.keys(commands).sort()).toEqual(Object.keys(COMMANDS).sort());
});

describe.each(Object.entries(COMMANDS))("%s", (_, command) => {
  it("of an organization's views is refused to all but its managers", async () => {
    const { owner, organizationId } = viewers;
    const second = (await commands.saveView(owner, view("Second", organizationId))).viewId;
    const before = await stored();
    for (const [name, code] of [
      ["stranger", "not_found"],
      ["outsider", "not_found"],
      ["staff", "forbidden"],
      ["member", "forbidden"],
      ["reader", "forbidden"],
      ["disabled", "unauthenticated"],
    ] as const) {
      // Staff see no organization's views, but may see the organization.
      const expected = name === "staff" && command !== COMMANDS.saveView ? "not_found" : code;
      await expect(command(viewers[name], second, organizationId), name).rejects.toMatchObject({
        code: expected,
      });
    }
    expect(await stored()).toEqual(before);
    await command(owner, second, organizationId);
    expect(await stored()).not.toEqual(before);
  });

  it("of a person's own views is refused to everybody else", async () => {
    if (command === COMMANDS.saveView) return;
    const before = await stored();
    for (const name of ["stranger", "outsider", "staff", "member", "reader"] as const)
      await expect(command(viewers[name], own, null), name).rejects.toMatchObject({
        code: "not_found",
      });
    expect(await stored()).toEqual(before);
    await command(viewers.owner, own, null);
    expect(await stored()).not.toEqual(before);
  });
});

describe("views", () => {
  it("are seen by their person or everyone in their organization, and by nobody else", async () => {
    const { owner, reader, stranger, staff, outsider, disabled } = viewers;
    expect(await seen(owner)).toEqual(["First", "Mine", "Ours"]);
    expect(await seen(reader)).toEqual(["Ours"]);
    for (const viewer of [stranger, staff, outsider]) expect(await seen(viewer)).toEqual([]);
    await commands.saveView(reader, view("A reader's"));
    expect(await seen(reader)).toEqual(["A reader's", "Ours"]);
    for (const viewer of [staff, outsider])
      await expect(commands.saveView(viewer, view("None"))).rejects.toMatchObject({
        code: "not_found",
      });
    await expect(commands.saveView(disabled, view("None"))).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  it("keep a name once, and are not more than twenty", async () => {
    const { owner, organizationId } = viewers;
    expect(await commands.saveView(owner, view("Mine", null, "turn=done"))).toEqual({
      viewId: own,
    });
    await expect(commands.changeView(owner, { viewId: own, name: "First" })).rejects.toMatchObject({
      code: "conflict",
    });
    await sql(
      `INSERT INTO saved_view (id, user_id, organization_id, name, query, is_pinned, position, created_by_id)
       SELECT w.id || n, user_id, organization_id, 'Copy ' || n, query, false, 9, created_by_id
       FROM saved_view w, generate_series(1, 19) n WHERE w.id = ANY($1)`,
      [[shared, own]],
    );
    await sql("DELETE FROM saved_view WHERE name = 'First'");
    for (const of of [null, organizationId]) {
      await expect(commands.saveView(owner, view("One more", of))).rejects.toMatchObject({
        code: "conflict",
      });
      await expect(commands.saveView(owner, view("Copy 1", of))).resolves.toBeDefined();
    }
  });

  it("keep valid filters only, and at least one", async () => {
    const query = "after=x&view=1&turn=yours&turn=sideways&organization=o&sort=oldest&q=+fan+";
    expect(view("Fans", null, query).query).toBe("q=fan&turn=yours&sort=oldest");
    for (const nothing of ["", "sort=oldest", "turn=sideways"])
      expect(changeViewInput.safeParse({ viewId: own, query: nothing }).success).toBe(false);
  });

  it("say which of their filters no longer work", async () => {
    const { owner } = viewers;
    await sql("UPDATE saved_view SET query = $1 WHERE id = $2", [
      "colour=red&turn=yours&service=01ARZ3NDEKTSV4RRFFQ69G5FAV",
      own,
    ]);
    const { views } = await listTickets(owner, filtersOf(new URLSearchParams()));
    expect(views.find(({ id }) => id === own)).toMatchObject({
      filters: { turn: ["yours"] },
      broken: [
        { name: "colour", value: "red" },
        { name: "service", value: "01ARZ3NDEKTSV4RRFFQ69G5FAV" },
      ],
    });
  });
});

describe("views of staff", () => {
  const ofStaff = (name: string, shared = false, query = "organization=x&turn=yours") =>
    saveViewInput.parse({
      audience: "staff",
      name,
      query,
      organizationId: shared ? ALL_STAFF : null,
      isPinned: true,
    });
  const listed = async (viewer: Viewer) =>
    (await listAllTickets(viewer, filtersOf(new URLSearchParams()))).views;

  it("keep the filters of their list, and those of customers do not", () => {
    const query = "organization=x&age=7d&turn=yours";
    expect(ofStaff("A", false, query).query.split("&").sort()).toEqual(query.split("&").sort());
    expect(view("A", null, query).query).toBe("turn=yours");
    expect(() => view("A", null, "age=7d")).toThrow();
  });

  it("are of one person or of all staff, and customers never see them", async () => {
    const { staff, owner } = viewers;
    const colleague = await makeViewer({ role: "admin" });
    await commands.saveView(staff, ofStaff("Late"));
    await commands.saveView(staff, ofStaff("Weekly", true));
    expect(await listed(staff)).toMatchObject([
      { name: "Late", organization: null, broken: [] },
      { name: "Weekly", organization: { id: ALL_STAFF } },
    ]);
    expect((await listed(colleague)).map(({ name }) => name)).toEqual(["Weekly"]);
    expect(await seen(owner)).not.toContain("Weekly");
    expect(await seen(staff)).toEqual([]);
    await commands.saveView(colleague, ofStaff("Weekly", true, "turn=done"));
    expect((await listed(staff)).map(({ name }) => name)).toEqual(["Late", "Weekly"]);
  });

  it("are changed by staff, those of one person by them alone", async () => {
    const { staff, owner, stranger } = viewers;
    const colleague = await makeViewer({ role: "staff" });
    const { viewId: personal } = await commands.saveView(staff, ofStaff("Late"));
    const { viewId: common } = await commands.saveView(staff, ofStaff("Weekly", true));
    const change = (viewer: Viewer, viewId: string) =>
      commands.changeView(viewer, { viewId, name: "Renamed" });
    for (const viewer of [owner, stranger, viewers.outsider]) {
      await expect(commands.saveView(viewer, ofStaff("X"))).rejects.toMatchObject(NONE);
      await expect(commands.saveView(viewer, ofStaff("X", true))).rejects.toMatchObject(NONE);
      for (const viewId of [personal, common])
        await expect(change(viewer, viewId)).rejects.toMatchObject(NONE);
    }
    await expect(change(colleague, personal)).rejects.toMatchObject(NONE);
    await change(colleague, common);
    await sql("UPDATE \"user\" SET role = 'customer' WHERE id = $1", [staff.userId]);
    for (const viewId of [personal, common])
      await expect(change(staff, viewId)).rejects.toMatchObject({ code: "unauthenticated" });
    await commands.moveView(colleague, { viewId: common, direction: "up" });
    await commands.removeView(colleague, { viewId: common });
    expect(await listed(colleague)).toEqual([]);
  });
});
