import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Failure } from "@/lib/result";
import { withTexts } from "@/tests/helpers/texts";

import { OrganizationView } from "./organization-view";

const refuse = (): Promise<Failure> =>
  Promise.resolve({ ok: false, code: "forbidden", message: "", fieldErrors: {} });

const ORGANIZATION = { organizationId: "northwind", name: "Northwind Trading" };

function drawn({ isStaff = false, hasOrganization = true, isLocked = false }): string {
  const settings = {
    ...ORGANIZATION,
    useReferences: true,
    asksReason: false,
    hours: null,
    mayChange: true,
  };
  return renderToStaticMarkup(
    withTexts(
      <OrganizationView
        organizations={[]}
        chosen={
          hasOrganization
            ? {
                settings,
                typedHours: null,
                people: { people: [], nextCursor: null, hasManager: true },
                invitations: null,
                secondFactor: null,
                templates: null,
                webhooks: null,
              }
            : null
        }
        locked={isLocked ? [{ organizationId: "a", organizationName: "Contoso" }] : []}
        viewerId="jane"
        isStaff={isStaff}
        locale={{ language: "en", timeZone: "UTC" }}
        actions={{
          changeRole: refuse,
          remove: refuse,
          leave: refuse,
          rename: refuse,
          changeSettings: refuse,
        }}
      />,
    ),
  );
}

const headings = (html: string) =>
  [...html.matchAll(/<(h\d)[^>]*>(.*?)<\/h\d>/g)].map(([, level, text]) => `${level} ${text}`);

describe("the page of an organization", () => {
  it("has its name as the only first-level heading, and contains its settings", () => {
    const html = drawn({});
    expect(headings(html)).toEqual(["h1 Northwind Trading", "h2 People", "h2 Settings"]);
    expect(html).toContain("Add a reference to messages");
  });

  it("lets people leave an organization that is locked for them", () => {
    const html = drawn({ isLocked: true });
    expect(headings(html)).toContain("h2 Two-factor authentication required");
    expect(html).toContain('aria-label="Leave Contoso?"');
  });

  it("tells people without an organization to ask a manager", () => {
    const html = drawn({ hasOrganization: false });
    expect(html).toContain("Ask a manager to invite you.");
    expect(html).not.toContain('href="/staff');
  });

  it("links staff to all organizations", () => {
    const html = drawn({ hasOrganization: false, isStaff: true });
    expect(html).toContain('href="/staff/organizations"');
    expect(html).not.toContain("Ask a manager");
  });
});
