import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Failure } from "@/lib/result";
import { withTexts } from "@/tests/helpers/texts";

import { type ListedMember, PeopleList, type PeopleListProps } from "./people-list";

const refuse = (): Promise<Failure> =>
  Promise.resolve({ ok: false, code: "forbidden", message: "", fieldErrors: {} });

const JANE: ListedMember = {
  userId: "jane",
  name: "Jane Example",
  email: "jane@example.com",
  role: "manager",
  isDisabled: false,
  isLastManager: true,
  hasSecondFactor: true,
  lastSeen: null,
  joined: { at: new Date("2026-01-03T10:00:00Z"), words: "3 Jan" },
};
const SAM: ListedMember = { ...JANE, userId: "sam", name: "Sam Colleague", isLastManager: false };

function drawn(props: Partial<PeopleListProps>): string {
  return renderToStaticMarkup(
    withTexts(
      <PeopleList
        organization={{ id: "northwind", name: "Northwind" }}
        people={[JANE, SAM]}
        roles={[]}
        viewerId="jane"
        empty="No one is here."
        manage={{ changeRole: refuse, remove: refuse }}
        leave={refuse}
        {...props}
      />,
    ),
  );
}

/** Returns the accessible name and the visible text of each button. */
function buttons(html: string) {
  return [...html.matchAll(/<button([^>]*)>(.*?)<\/button>/g)].map(([, attributes = "", text]) => ({
    name: /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? text,
    text,
  }));
}

const rowOf = (html: string, name: string) =>
  html.split("<li ").find((row) => row.includes(`aria-label="${name}"`)) ?? "";

describe("the people of an organization", () => {
  it("have buttons whose names start with their label and name the person", () => {
    const found = buttons(drawn({ viewerId: "somebody else" }));
    expect(found.map(({ name }) => name)).toEqual([
      "Change role of Sam Colleague",
      "Remove Sam Colleague from Northwind?",
    ]);
    for (const { name, text } of found) expect(name?.startsWith(text ?? "-")).toBe(true);
  });

  it("keep their last manager, who sees the reason", () => {
    const last = rowOf(drawn({}), "Jane Example");
    expect(buttons(last)).toEqual([]);
    expect(last).toContain("You’re the only manager. To leave");
    const forOthers = rowOf(drawn({ viewerId: "sam" }), "Jane Example");
    expect(buttons(forOthers)).toEqual([]);
    expect(forOthers).toContain("The only manager.");
  });

  it("may leave if there is another manager", () => {
    const row = rowOf(drawn({ viewerId: "sam" }), "Sam Colleague");
    expect(buttons(row).map(({ text }) => text)).toEqual(["Change role", "Leave"]);
  });

  it("show when they were last seen only to those who may know", () => {
    expect(drawn({})).toContain("Last seen");
    const html = drawn({ people: [{ ...SAM, hasSecondFactor: null }] });
    expect(html).toContain("Joined");
    expect(html).not.toContain("Last seen");
  });

  it("can only be viewed by people without the right to manage them", () => {
    const html = drawn({ manage: null, viewerId: "sam" });
    expect(buttons(html).map(({ text }) => text)).toEqual(["Leave"]);
    expect(html).not.toContain("The only manager.");
  });

  it("share one dialog instead of one for each row", () => {
    const many = Array.from({ length: 25 }, (_, at) => ({ ...SAM, userId: `sam-${at}` }));
    const html = drawn({ people: many });
    expect(buttons(html)).toHaveLength(50);
    expect(html).not.toContain("<dialog");
    expect(html.length / many.length).toBeLessThan(3_000);
  });

  it("show days as text", () => {
    expect(drawn({})).toContain('<time dateTime="2026-01-03T10:00:00.000Z">3 Jan</time>');
    expect(drawn({})).toContain("<dd>–</dd>");
  });

  it("have a text for an empty list", () => {
    expect(drawn({ people: [] })).toContain("No one is here.");
  });
});
