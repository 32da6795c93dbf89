import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import {
  changeNoticeChoice,
  changeNoticeTimes,
  followOrganization,
} from "@/lib/notifications/settings/commands";
import { noticeSettings } from "@/lib/notifications/settings/queries";
import {
  noticeChoiceInput,
  noticeTimesInput,
  organizationLevelInput,
} from "@/lib/notifications/settings/schemas";
import { sendTestMail } from "@/lib/notifications/settings/send-test-mail";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { currentViewer, disableUser, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let organizationId: string;
let reader: Viewer;
let manager: Viewer;
let stranger: Viewer;

beforeAll(async () => {
  organizationId = await makeOrganization("Northwind");
  reader = await makeViewer({ organizationId, membership: "reader" });
  manager = await makeViewer({ organizationId });
  stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
});
beforeEach(() => sql("DELETE FROM notification_setting; DELETE FROM organization_follow"));

const QUIET = { from: 22 * 60, until: 7 * 60 };
const stored = ({ userId }: Viewer) =>
  sql("SELECT choices FROM notification_setting WHERE user_id = $1", [userId]);
const levels = () => sql("SELECT user_id, level::text FROM organization_follow");
const chosen = async (viewer: Viewer, kind: string) =>
  (await noticeSettings(viewer)).kinds.find((one) => one.kind === kind);

describe("the channels of a kind", () => {
  it("is the usual until they choose, and theirs alone", async () => {
    expect(await chosen(reader, "answered")).toMatchObject({ in_app: true, mail: "now" });
    await changeNoticeChoice(reader, {
      kind: "answered",
      choice: { in_app: true, mail: "digest", push: true },
    });
    expect(await chosen(reader, "answered")).toMatchObject({ in_app: true, mail: "digest" });
    expect(await chosen(manager, "answered")).toMatchObject({ mail: "now" });
    expect(await stored(manager)).toEqual([]);
  });

  it("keeps the choices for other kinds, also of two tabs at once", async () => {
    await Promise.all([
      changeNoticeChoice(reader, {
        kind: "filed",
        choice: { in_app: false, mail: "off", push: false },
      }),
      changeNoticeChoice(reader, {
        kind: "notice",
        choice: { in_app: true, mail: "now", push: false },
      }),
    ]);
    expect(await stored(reader)).toEqual([
      { choices: { filed: { in_app: false }, notice: { mail: "now" } } },
    ]);
    await changeNoticeChoice(reader, {
      kind: "filed",
      choice: { in_app: true, mail: "off", push: false },
    });
    expect(await stored(reader)).toEqual([{ choices: { notice: { mail: "now" } } }]);
  });

  it("are shown for managers' kinds to managers alone", async () => {
    expect(await chosen(reader, "connection")).toBeUndefined();
    expect(await chosen(manager, "connection")).toMatchObject({ mail: "now" });
  });

  it.each([
    { kind: "gossip", choice: { in_app: true, mail: "now" } },
    { kind: "constructor", choice: { in_app: true, mail: "now" } },
    { kind: "answered", choice: { in_app: true, mail: "later" } },
    { kind: "answered", choice: { mail: "now" } },
  ])("takes nothing else: %j", (given) => {
    expect(noticeChoiceInput.safeParse(given).success).toBe(false);
  });
});

describe("when mails come", () => {
  it("is at eight, without quiet hours, until the person chooses", async () => {
    expect((await noticeSettings(reader)).times).toEqual({ digestAt: 480, quiet: null });
    await changeNoticeTimes(reader, { digestAt: 1_050, quiet: QUIET });
    expect((await noticeSettings(reader)).times).toEqual({ digestAt: 1_050, quiet: QUIET });
    await changeNoticeTimes(reader, { digestAt: 1_050, quiet: null });
    expect((await noticeSettings(reader)).times).toEqual({ digestAt: 1_050, quiet: null });
  });

  it("moves the digest that waits to the new hour of the person's zone", async () => {
    await sql(`UPDATE "user" SET time_zone = 'Asia/Kolkata' WHERE id = $1`, [reader.userId]);
    await changeNoticeTimes(reader, { digestAt: 480, quiet: null });
    const due = () =>
      sql(
        `SELECT to_char(digest_due_at AT TIME ZONE 'Asia/Kolkata', 'HH24:MI') AS at,
           digest_due_at > now() AND digest_due_at <= now() + interval '1 day' AS is_next
         FROM notification_setting`,
      );
    expect(await due()).toEqual([{ at: null, is_next: null }]);
    await sql("UPDATE notification_setting SET digest_due_at = now() + interval '40 hours'");
    await changeNoticeTimes(reader, { digestAt: 1_050, quiet: null });
    expect(await due()).toEqual([{ at: "17:30", is_next: true }]);
  });

  it("leaves the digest of a storm alone", async () => {
    await changeNoticeTimes(reader, { digestAt: 480, quiet: null });
    await sql("UPDATE notification_setting SET digest_due_at = now(), is_storm = true");
    const due = () => sql("SELECT digest_due_at FROM notification_setting");
    const before = await due();
    await changeNoticeTimes(reader, { digestAt: 600, quiet: null });
    expect(await due()).toEqual(before);
  });

  it.each([
    { digestAt: 1_440, quiet: null },
    { digestAt: 7.5, quiet: null },
    { digestAt: 480, quiet: { from: 60, until: 60 } },
    { digestAt: 480, quiet: { from: -1, until: 60 } },
    { digestAt: 480 },
  ])("takes nothing else: %j", (given) => {
    expect(noticeTimesInput.safeParse(given).success).toBe(false);
  });
});

describe("which tickets of an organization", () => {
  it("notify is chosen by each member, readers too", async () => {
    expect((await noticeSettings(reader)).organizations).toEqual([
      { organizationId, name: "Northwind", level: "mine" },
    ]);
    for (const level of ["all", "none"] as const) {
      await followOrganization(reader, { organizationId, level });
      expect((await noticeSettings(reader)).organizations).toMatchObject([{ level }]);
    }
    expect((await noticeSettings(manager)).organizations).toMatchObject([{ level: "mine" }]);
  });

  it("are hidden from strangers, and from staff, who are no members", async () => {
    const staff = await makeViewer({ role: "admin" });
    for (const viewer of [stranger, staff])
      await expect(
        followOrganization(viewer, { organizationId, level: "all" }),
      ).rejects.toMatchObject({ code: "not_found" });
    expect(await levels()).toEqual([]);
    expect((await noticeSettings(staff)).organizations).toEqual([]);
  });

  it("cannot be chosen after leaving, and are reset on return", async () => {
    const leaver = await makeViewer({ organizationId });
    await followOrganization(leaver, { organizationId, level: "all" });
    await sql("DELETE FROM membership WHERE user_id = $1", [leaver.userId]);
    expect(await levels()).toEqual([]);
    await expect(
      followOrganization(leaver, { organizationId, level: "all" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("have three levels", () => {
    const given = { organizationId, level: "some" };
    expect(organizationLevelInput.safeParse(given).success).toBe(false);
  });
});

describe("a test by mail", () => {
  it("goes to the viewer's own address, in their language, five times in an hour", async () => {
    await sql(`UPDATE "user" SET language = 'sv' WHERE id = $1`, [manager.userId]);
    expect(await sendTestMail(manager)).toEqual({ email: manager.email });
    expect(await mailsTo(manager.email)).toMatchObject([
      { kind: "notice_test", subject: "Test av dina aviseringar", language: "sv" },
    ]);
    for (let sent = 1; sent < 5; sent++) await sendTestMail(manager);
    await expect(sendTestMail(manager)).rejects.toMatchObject({ code: "throttled" });
    expect(await mailsTo(manager.email)).toHaveLength(5);
    expect(await mailsTo(reader.email)).toEqual([]);
  });
});

describe("a disabled account", () => {
  it("changes nothing and gets no mail", async () => {
    const gone = await makeViewer({ organizationId });
    await changeNoticeTimes(gone, { digestAt: 480, quiet: null });
    await disableUser(gone.userId);
    expect(await currentViewer(gone.userId)).toBeNull();
    for (const act of [
      () => changeNoticeTimes(gone, { digestAt: 600, quiet: QUIET }),
      () =>
        changeNoticeChoice(gone, {
          kind: "filed",
          choice: { in_app: false, mail: "off", push: false },
        }),
      () => sendTestMail(gone),
    ])
      await expect(act()).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(followOrganization(gone, { organizationId, level: "all" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await sql("SELECT digest_at, choices FROM notification_setting")).toEqual([
      { digest_at: 480, choices: {} },
    ]);
    expect(await levels()).toEqual([]);
    expect(await mailsTo(gone.email)).toEqual([]);
  });
});
