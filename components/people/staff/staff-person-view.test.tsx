import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { PersonDetail } from "@/lib/people/types";
import type { Failure } from "@/lib/result";
import { withTexts } from "@/tests/helpers/texts";

import { StaffPersonView } from "./staff-person-view";

const refuse = (): Promise<Failure> =>
  Promise.resolve({ ok: false, code: "forbidden", message: "", fieldErrors: {} });

const AT = new Date("2026-03-01T10:00:00Z");

const PERSON: PersonDetail = {
  id: "malin",
  name: "Malin Åberg",
  email: "malin@example.com",
  role: "customer",
  isDisabled: false,
  isAddressVerified: true,
  createdAt: AT,
  memberships: [],
  hasPassword: true,
  hasAuthenticator: true,
  passkeys: 1,
  sessions: [
    {
      id: "session",
      device: "Firefox on Linux",
      network: "192.0.2.0/24",
      method: "password",
      secondFactor: "app",
      createdAt: AT,
      lastSeenAt: AT,
    },
  ],
  audits: [],
};

function drawn(person: PersonDetail = PERSON): string {
  return renderToStaticMarkup(
    withTexts(
      <StaffPersonView
        person={person}
        locale={{ language: "en", timeZone: "UTC" }}
        isYou={false}
        search={{ q: "north", found: [{ id: "northwind", name: "Northwind" }] }}
        actions={{
          add: refuse,
          changePortalRole: refuse,
          changeState: refuse,
          resetFactor: refuse,
          signOut: refuse,
        }}
      />,
    ),
  );
}

/** Returns every labelled value as "Label: value". */
const facts = (html: string) =>
  [...html.matchAll(/<dt[^>]*>(.*?)<\/dt><dd[^>]*>(.*?)<\/dd>/g)].map((found) =>
    [found[1], found[2]].map((text) => text?.replaceAll(/<[^>]*>/g, "")).join(": "),
  );

describe("a person's page for administrators", () => {
  it("says what is set up in words that do not look like a button", () => {
    const html = drawn();
    expect(facts(html)).toEqual(
      expect.arrayContaining(["Password: Set", "Authenticator app: On", "Passkeys: 1"]),
    );
    const without = facts(drawn({ ...PERSON, hasPassword: false, hasAuthenticator: false }));
    expect(without).toEqual(
      expect.arrayContaining(["Password: Not set", "Authenticator app: Off"]),
    );
  });

  it("labels a session's times, and says how it began", () => {
    const labels = facts(drawn()).map((fact) => fact.replace(/:.*/, ""));
    expect(labels.slice(-4)).toEqual(["Last seen", "Signed in", "Signed in with", "Network"]);
    expect(facts(drawn())).toEqual(
      expect.arrayContaining(["Signed in with: Password and app", "Network: 192.0.2.0/24"]),
    );
  });

  it("names the organization in the button that adds to it", () => {
    expect(drawn()).toContain('aria-label="Add Malin Åberg to Northwind"');
  });
});
