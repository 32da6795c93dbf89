import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { PendingInvitation } from "@/lib/accounts/invitations/types";
import type { Failure } from "@/lib/result";
import { withTexts } from "@/tests/helpers/texts";

import { Invitations, type InvitationsProps } from "./invitations";

const refuse = (): Promise<Failure> =>
  Promise.resolve({ ok: false, code: "forbidden", message: "", fieldErrors: {} });

const PENDING: PendingInvitation = {
  id: "invitation",
  email: "new@example.com",
  role: "manager",
  invitedByName: null,
  createdAt: new Date("2026-03-01T10:00:00Z"),
  expiresAt: new Date("2026-03-08T10:00:00Z"),
  isExpired: false,
};

function drawn(props: Partial<InvitationsProps>): string {
  return renderToStaticMarkup(
    withTexts(
      <Invitations
        organizationId="northwind"
        pending={[]}
        sendsMail
        locale={{ language: "en", timeZone: "UTC" }}
        actions={{ invite: refuse, resend: refuse, withdraw: refuse }}
        {...props}
      />,
    ),
  );
}

const chosenRole = (html: string) => /<option value="(\w+)" selected="">/.exec(html)?.[1];

describe("the invitation form", () => {
  it("suggests a manager until the organization has one or has invited one", () => {
    expect(chosenRole(drawn({ hasManager: true }))).toBe("member");
    expect(chosenRole(drawn({ hasManager: false }))).toBe("manager");
    expect(chosenRole(drawn({ hasManager: false, pending: [PENDING] }))).toBe("member");
    const late = { ...PENDING, isExpired: true };
    expect(chosenRole(drawn({ hasManager: false, pending: [late] }))).toBe("manager");
    const member = { ...PENDING, role: "member" as const };
    expect(chosenRole(drawn({ hasManager: false, pending: [member] }))).toBe("manager");
  });

  it("suggests staff for the portal, and says where customers are invited", () => {
    const html = drawn({ organizationId: null });
    expect(chosenRole(html)).toBe("staff");
    expect(html).toContain("Invite customers on their organization’s page.");
  });
});

describe("the pending invitations", () => {
  it("have buttons that name the invited person", () => {
    const html = drawn({ pending: [PENDING] });
    expect(
      [...html.matchAll(/<button[^>]* aria-label="([^"]*)"/g)].map(([, name]) => name),
    ).toEqual(["Send again to new@example.com", "Withdraw the invitation for new@example.com?"]);
  });
});
