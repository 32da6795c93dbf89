import { describe, expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import type { NotificationView } from "@/lib/notifications/types";

import { byDay } from "./by-day";

const NOW = new Date("2026-03-29T23:30:00Z");

const item = (at: string, isUnread = false): NotificationView => ({
  topic: `ticket:${at}`,
  href: "/tickets",
  title: null,
  number: null,
  sentence: "",
  count: 1,
  at: new Date(at),
  isUnread,
  noticeId: "1",
});

const titles = (items: NotificationView[], timeZone: string) =>
  byDay(textsOf("en"), items, { timeZone, language: "en" }, NOW).map((group) => [
    group.title,
    group.items.length,
  ]);

describe("byDay", () => {
  const items = [
    item("2026-03-12T08:00:00Z", true),
    item("2026-03-29T22:30:00Z"),
    item("2026-03-29T20:00:00Z"),
    item("2026-03-28T10:00:00Z"),
    item("2025-03-28T10:00:00Z"),
  ];

  it("shows unread first, then the days of the person's zone", () => {
    expect(titles(items, "UTC")).toEqual([
      ["Unread", 1],
      ["Today", 2],
      ["Yesterday", 1],
      ["28 Mar 2025", 1],
    ]);
    // It is already the next day there.
    expect(titles(items, "Europe/Stockholm")).toEqual([
      ["Unread", 1],
      ["Today", 1],
      ["Yesterday", 1],
      ["28 Mar", 1],
      ["28 Mar 2025", 1],
    ]);
  });
});
