import { beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { listTickets } from "@/lib/tickets/queries";
import { filtersOf } from "@/lib/tickets/schemas";
import * as commands from "@/lib/tickets/views/commands";
import { changeViewInput, saveViewInput } from "@/lib/tickets/views/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewers, type Viewers } from "@/tests/helpers/people";
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
