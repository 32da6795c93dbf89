import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { english, withTexts } from "@/tests/helpers/texts";

import { NoAccounts } from "./no-accounts";

const drawn = (mayConnect: boolean, refused: string[], isFollowUp = false) =>
  renderToStaticMarkup(
    withTexts(<NoAccounts mayConnect={mayConnect} refused={refused} isFollowUp={isFollowUp} />),
  );

describe("a new ticket without an account that can file it", () => {
  it("tells a manager to replace the key of an account, and to connect one where none is", () => {
    const refused = drawn(true, ["HostUp · Main"]);
    expect(refused).toContain("HostUp · Main needs a key that can file tickets.");
    expect(refused).toContain(english("newTicket.connectHint"));
    expect(refused).toContain('href="/connections"');
    const first = drawn(true, []);
    expect(first).toContain(english("newTicket.connectFirstHint"));
    expect(first).toContain('href="/connections/new"');
  });

  it("sends a member to a manager", () => {
    const markup = drawn(false, ["HostUp · Main"]);
    expect(markup).toContain(english("newTicket.managerConnects"));
    expect(markup).not.toContain('href="/connections"');
  });

  it("offers no other account for a follow-up", () => {
    const manager = drawn(true, ["HostUp · Main"], true);
    expect(manager).toContain(english("newTicket.noFollowUp"));
    expect(manager).toContain(english("newTicket.followUpHint"));
    const member = drawn(false, ["HostUp · Main"], true);
    expect(member).toContain(english("newTicket.followUpManagerHint"));
    expect(member).not.toContain('href="/connections"');
  });
});

describe("a new ticket that goes to another account", () => {
  it.each([
    ["needsKey", "HostUp · Main needs a new key. This ticket will go to Upsun · Shop."],
    [
      "mayNotFile",
      "The key for HostUp · Main can’t file tickets. This ticket will go to Upsun · Shop.",
    ],
  ] as const)("says why, in whole sentences (%s)", (problem, text) => {
    const accounts = { refused: "HostUp · Main", chosen: "Upsun · Shop" };
    expect(english("newTicket.otherAccount", { problem, ...accounts })).toBe(text);
  });
});
