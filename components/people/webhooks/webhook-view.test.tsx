import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { WebhookDelivery } from "@/lib/notifications/webhooks/types";
import type { Failure } from "@/lib/result";
import { withTexts } from "@/tests/helpers/texts";

import { WebhookView } from "./webhook-view";

const refuse = (): Promise<Failure> =>
  Promise.resolve({ ok: false, code: "forbidden", message: "", fieldErrors: {} });

const AT = new Date("2026-03-01T10:00:00Z");
const DELIVERY: WebhookDelivery = {
  id: "d1",
  kind: "answered",
  type: "ticket.answered",
  state: "failed",
  tries: 8,
  isReplay: true,
  createdAt: AT,
  nextAt: null,
  settledAt: AT,
  answer: { status: 500, text: "<b>Out of memory</b>" },
};

function drawn(isOff: boolean): string {
  return renderToStaticMarkup(
    withTexts(
      <WebhookView
        webhook={{
          id: "w1",
          url: "https://hooks.example/a",
          kinds: [],
          off: isOff ? { reason: "failed", at: AT } : null,
          organizationId: "o1",
          organizationName: "Northwind",
          createdAt: AT,
          deliveries: [
            DELIVERY,
            { ...DELIVERY, id: "d2", kind: null, answer: { none: "timeout" } },
          ],
          nextCursor: null,
        }}
        isFirstPage
        period={{ from: "2026-03-01T00:00", until: "2026-03-02T00:00" }}
        locale={{ language: "en", timeZone: "Europe/Stockholm" }}
        actions={{
          changeKinds: refuse,
          turnOn: refuse,
          renew: refuse,
          remove: refuse,
          test: refuse,
          resend: refuse,
          replay: refuse,
        }}
      />,
    ),
  );
}

describe("a webhook's page", () => {
  it("lists deliveries with time, zone, tries and answer, and sends all but tests again", () => {
    const html = drawn(false);
    expect(html).toContain("1 Mar 2026, 11:00 CET");
    expect(html).toContain("8 tries");
    expect(html).toContain("Response 500");
    expect(html).toContain("&lt;b&gt;Out of memory&lt;/b&gt;");
    expect(html).toContain("No response within 10 seconds");
    expect(html.match(/aria-label="Send again: [^"]*"/g)).toEqual([
      'aria-label="Send again: The provider answered, 1 Mar 2026, 11:00 CET"',
    ]);
    expect(html).not.toContain("Turn on");
  });

  it("says why it is off, and offers nothing that would not be sent", () => {
    const html = drawn(true);
    expect(html).toContain("Off: a delivery failed eight times within three days");
    expect(html).toContain("Turn on");
    expect(html).not.toMatch(/Send again|datetime-local/);
  });
});
