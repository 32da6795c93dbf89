import { expect, test } from "vitest";

import { canConnection } from "./capabilities";

const shown = (available: boolean) => [{ capability: "conversation" as const, available }];

test("what no check has mentioned is available, unless the provider says otherwise", () => {
  expect(canConnection({ optional: {} }, [], "conversation")).toBe(true);
  expect(canConnection({ optional: { conversation: "when_shown" } }, [], "conversation")).toBe(
    false,
  );
});

test("a check decides", () => {
  const provider = { optional: { conversation: "when_shown" } } as const;
  expect(canConnection(provider, shown(true), "conversation")).toBe(true);
  expect(canConnection(provider, shown(false), "conversation")).toBe(false);
  expect(canConnection({ optional: {} }, shown(false), "conversation")).toBe(false);
});

test("what the operator switched off stays off", () => {
  const provider = { optional: { conversation: "off" } } as const;
  expect(canConnection(provider, shown(true), "conversation")).toBe(false);
});

test("a connection whose provider is unknown keeps what its last check found", () => {
  expect(canConnection(undefined, shown(true), "conversation")).toBe(true);
  expect(canConnection(undefined, shown(false), "conversation")).toBe(false);
});
