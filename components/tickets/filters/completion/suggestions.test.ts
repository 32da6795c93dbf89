import { describe, expect, it } from "vitest";

import { suggestionsFor } from "./suggestions";

const nothing = { label: "", values: [] };
const offered = {
  turn: { label: "Turn", values: [{ value: "yours", label: "Din tur" }] },
  status: {
    label: "Status",
    values: [
      { value: "open", label: "Öppet" },
      { value: "closed", label: "Stängt" },
    ],
  },
  provider: nothing,
  priority: nothing,
  service: { label: "Service", values: [{ value: "my shop", label: "my shop (Web)" }] },
  from: { label: "Requester", values: [] },
  is: { label: "Unread", values: [{ value: "unread", label: "Unread" }] },
  has: nothing,
  since: { label: "From", values: [{ value: "2026-11-28", label: "today" }] },
  until: { label: "Until", values: [] },
};
const texts = (before: string, isAsked = false) =>
  suggestionsFor(before, offered, isAsked)?.items.map(({ text }) => text);

describe("suggestionsFor", () => {
  it("completes the values of a word by value or label", () => {
    expect(texts("mail status:")).toEqual(["status:open ", "status:closed "]);
    expect(texts("STATUS:st\u00e4")).toEqual(["status:closed "]);
    expect(texts("-status:op")).toEqual(["-status:open "]);
    expect(texts('service:"my s')).toEqual(['service:"my shop" ']);
    expect(suggestionsFor("mail status:", offered, false)?.start).toBe(5);
  });

  it("offers the words after a minus, and where they are asked for", () => {
    expect(texts("mail -")?.slice(0, 2)).toEqual(["-turn:", "-status:"]);
    expect(texts("", true)).toHaveLength(10);
    expect(texts("mail ", true)).toHaveLength(10);
  });

  it("offers the filters whose name or label begins with the typed text", () => {
    expect(texts("mail tu")).toEqual(["turn:"]);
    expect(texts("-Sta")).toEqual(["-status:"]);
    expect(texts("requ")).toEqual(["from:"]);
    expect(texts("turn:din")).toEqual(["turn:yours "]);
    expect(texts("since:tod")).toEqual(["since:2026-11-28 "]);
  });

  it.each([
    "",
    "mail",
    "mail ",
    "http:",
    "status:zzz",
    "from:an",
    "a-",
    "xstatus:",
    "status:open ",
  ])("offers nothing after %j", (before) => expect(texts(before)).toBeUndefined());
});
