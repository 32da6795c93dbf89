import { describe, expect, it } from "vitest";

import { english } from "@/tests/helpers/texts";

import { withNextTry } from "./with-next-try";

const locale = { timeZone: "Europe/Stockholm", language: "en" } as const;
const now = new Date("2026-11-26T12:00:00Z");

describe("a provider that must not be asked for a while", () => {
  it("comes with the time of the next try, in the viewer's zone", () => {
    const at = new Date("2026-11-26T12:07:00Z");
    expect(withNextTry(english, "HostUp asked us to wait.", at, locale, now)).toBe(
      "HostUp asked us to wait. We’ll try again at 13:07 CET.",
    );
  });

  it.each([null, undefined, new Date("2026-11-26T11:59:00Z")])(
    "needs no time when it may be asked (%s)",
    (at) => {
      expect(withNextTry(english, "HostUp cannot be reached.", at, locale, now)).toBe(
        "HostUp cannot be reached.",
      );
    },
  );
});
