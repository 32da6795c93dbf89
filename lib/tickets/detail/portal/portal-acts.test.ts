import { expect, it } from "vitest";

import { actBehind, type PortalAct, toPortalAct } from "./portal-acts";

const at = (seconds: number) => new Date(Date.parse("2026-05-01T10:00:00Z") + seconds * 1_000);
const turnOf = (status: string) => (status === "closed" ? "done" : "theirs");

const closing: PortalAct = {
  kind: "close",
  name: "Jane Example",
  sendingAt: at(0),
  settledAt: at(1),
};
const closed = { kind: "changed", field: "status", after: "closed", seenAt: at(1) };

it("explains a change of status by the act that was sent just before", () => {
  expect(actBehind(closed, [closing], turnOf)).toBe(closing);
  const again = { ...closing, name: "Sam", sendingAt: at(20), settledAt: at(21) };
  expect(actBehind({ ...closed, seenAt: at(22) }, [closing, again], turnOf)).toBe(again);
});

it.each([
  ["another status", { ...closed, after: "open" }],
  ["another field", { ...closed, field: "priority" }],
  ["a change before it", { ...closed, seenAt: at(-60) }],
  ["a change long after it", { ...closed, seenAt: at(600) }],
])("does not explain %s", (_name, event) => {
  expect(actBehind(event, [closing], turnOf)).toBeNull();
});

it("names no one without a name, and no one for a reply", () => {
  const row = { kind: "close", name: " ", sendingAt: "2026-05-01T10:00:00Z", settledAt: at(1) };
  expect(toPortalAct(row)).toEqual([]);
  expect(toPortalAct({ ...row, kind: "reply", name: "Jane" })).toEqual([]);
  expect(toPortalAct({ ...row, name: "Jane" })).toMatchObject([{ kind: "close", name: "Jane" }]);
});
