import type { Locator, Page } from "@playwright/test";

import { hostupAccounts } from "../../sandbox/accounts";
import { expect, expectNoSidewaysScroll, signIn, test } from "../helpers/browser/browser";
import { connect, isTicket } from "../helpers/browser/filing";

// Whatever people and providers write: pages keep their width, texts their direction, and paper has all of it.
test.describe.configure({ mode: "serial" });

const LONG = "Unbroken".repeat(30);
const FILE = `${"a-very-long-name-of-a-file".repeat(6)}.tar.gz`;
const ARABIC = "الخادم لا يستجيب";

let ticketId = "";
let serviceId = "";
let connectionId = "";

test(
  "an account is connected, and one of its tickets has unbroken text in every field",
  { tag: "@once" },
  async ({ page, portal }) => {
    await signIn(page, "customer@example.com");
    await connect(
      page,
      "HostUp",
      "Hosting of long words",
      "API key",
      hostupAccounts.northwindStaging.key.key,
    );
    const query = `SELECT t.id, t.connection_id, ts.service_id FROM ticket t JOIN message m ON m.ticket_id = t.id JOIN ticket_service ts ON ts.ticket_id = t.id
    WHERE ts.service_id IS NOT NULL AND t.status <> 'closed' ORDER BY t.activity_at DESC LIMIT 1`;
    await expect.poll(async () => (await portal.query(query)).length, { timeout: 60_000 }).toBe(1);
    const [found] = await portal.query(query);
    ticketId = String(found?.id);
    serviceId = String(found?.service_id);
    connectionId = String(found?.connection_id);
    // Read in the future, so that no reading puts the provider's words back.
    await portal.query(`UPDATE ticket SET subject = '${LONG}', requester_name = '${LONG}', body = '${LONG}', cc = ARRAY['${LONG}@example.com'], category_label = '${LONG}',
      status = '${LONG}', priority = '${LONG}', number = '${LONG}', read_at = now() + interval '1 day', activity_at = now() WHERE id = '${ticketId}'`);
    await portal.query(
      `UPDATE message SET sender_name = '${LONG}', body = 'https://example.com/${LONG} ${LONG}', encrypted = true WHERE ticket_id = '${ticketId}'`,
    );
    await portal.query(
      `INSERT INTO attachment (id, ticket_id, external_id, filename) VALUES ('01JZZZZZZZZZZZZZZZZZZZZZZZ', '${ticketId}', 'long', '${FILE}')`,
    );
    await portal.query(
      `UPDATE ticket_service SET name = '${LONG}', details = '{"${LONG}": "${LONG}"}' WHERE ticket_id = '${ticketId}'`,
    );
    await portal.query(
      `UPDATE service SET name = '${LONG}', status = '${LONG}', external_id = '${LONG}', details = '{"${LONG}": "${LONG}"}' WHERE id = '${serviceId}'`,
    );
    await portal.query(
      `INSERT INTO event (ticket_id, organization_id, kind, field, before, after, seen_at) SELECT id, organization_id, 'changed', 'subject', '"${LONG}"', '"${LONG}"', now() FROM ticket WHERE id = '${ticketId}'`,
    );
    await portal.query(
      `INSERT INTO service_change (service_id, field, before, after, seen_at) VALUES ('${serviceId}', 'status', '"${LONG}"', '"${LONG}"', now())`,
    );
    await portal.query(`UPDATE connection SET label = '${LONG.slice(0, 80)}'`);
    await portal.query(`UPDATE organization SET name = '${LONG}'`);
    await portal.query(`UPDATE "user" SET name = '${LONG}'`);
  },
);

async function expectNarrow(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await expectNoSidewaysScroll(page);
    }
  }
}

test(
  "no page needs sideways scrolling at 320, 360 and 1280",
  { tag: "@once" },
  async ({ page, newVisitor }) => {
    test.setTimeout(180_000);
    await signIn(page, "customer@example.com");
    await expectNarrow(page, [
      "/tickets",
      `/tickets/${ticketId}`,
      "/tickets/new",
      "/services",
      `/services/${serviceId}`,
      "/connections",
      "/connections/new",
      "/settings",
      "/settings/notifications",
      "/settings/security",
      "/settings/access",
      "/organization",
    ]);
    const staff = await newVisitor();
    await signIn(staff.page, "staff@example.com");
    await expectNarrow(staff.page, [
      "/staff/tickets",
      `/staff/tickets/${ticketId}?left=1`,
      `/staff/services/${serviceId}`,
      "/staff/sync",
      "/staff/audit",
      `/staff/sync/${connectionId}`,
    ]);
  },
);

test(
  "a phone shows the whole subject once, all of the freshness, and no Reply over the reply box",
  { tag: "@once" },
  async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn(page, "customer@example.com");
    await page.goto(`/tickets/${ticketId}`);
    await isTicket(page);
    const whole = page.locator("[data-subject]");
    await expect(whole).toHaveAttribute("data-subject", LONG);
    const isCut = (element: Element) => element.scrollHeight > element.clientHeight + 1;
    expect(await whole.evaluate(isCut)).toBe(false);
    const middle = async (locator: Locator) => {
      const box = await locator.boundingBox();
      return box ? Math.round(box.y + box.height / 2) : 0;
    };
    const title = page.getByRole("heading", { level: 1 });
    const lastLine = async () => {
      const box = await whole.boundingBox();
      return box ? Math.round(box.y + box.height) - 12 : 0;
    };
    expect(Math.abs((await lastLine()) - (await middle(title)))).toBeLessThanOrEqual(1);
    const freshness = page.locator(".fresh .truncate").first();
    expect(await freshness.evaluate(isCut)).toBe(false);

    const reply = page.getByRole("textbox", { name: "Reply" });
    const link = page.locator("a[href='#reply']").filter({ visible: true });
    await expect(link).toHaveCount(1);
    await reply.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await expect(link).toHaveCount(0);
    await page.evaluate(() => scrollTo(0, 0));
    await link.click();
    await expect(reply).toBeInViewport();
  },
);

test(
  "a file's name shows its end, and is whole for whoever listens or points",
  { tag: "@once" },
  async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn(page, "customer@example.com");
    await page.goto(`/tickets/${ticketId}`);
    await expect(page.getByRole("region", { name: "Attachments" })).toContainText(".tar.gz");
    await expect(
      page
        .getByRole("link", { name: FILE })
        .or(page.getByText(FILE, { exact: true }))
        .first(),
    ).toBeVisible();
  },
);

test(
  "texts have their own direction, paragraph by paragraph, also while they are typed",
  { tag: "@once" },
  async ({ page, portal }) => {
    await portal.query(
      `UPDATE ticket SET subject = '${ARABIC}', body = E'${ARABIC}\\nIt answers 502.' WHERE id = '${ticketId}'`,
    );
    await signIn(page, "customer@example.com");
    await page.goto(`/tickets/${ticketId}`);
    await isTicket(page);
    const direction = (element: Element) => getComputedStyle(element).direction;
    expect(await page.getByRole("heading", { level: 1 }).evaluate(direction)).toBe("rtl");
    await expect(page).toHaveTitle(new RegExp(`^\u2068${ARABIC}\u2069`));
    const body = page.getByRole("region", { name: "Conversation" }).getByText("It answers 502.");
    expect(await body.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe(
      "plaintext",
    );
    const reply = page.getByRole("textbox", { name: "Reply" });
    await reply.fill(ARABIC);
    expect(await reply.evaluate(direction)).toBe("rtl");
    await reply.fill("");
    await page.goto("/tickets");
    expect(await page.getByRole("link", { name: ARABIC }).evaluate(direction)).toBe("rtl");
  },
);

test(
  "paper is black on white whatever the theme, without controls, with everything that is folded",
  { tag: "@once" },
  async ({ page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await signIn(page, "customer@example.com");
    await page.goto(`/tickets/${ticketId}`);
    await isTicket(page);
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    await expect(page.getByText(/^Printed .* from http/)).toBeVisible();
    await expect(page.getByRole("region", { name: "Attachments" })).toContainText(".tar.gz");
    for (const control of [
      page.locator("button:not([data-print])"),
      page.locator("summary"),
      page.getByRole("textbox"),
      page.getByRole("navigation"),
    ])
      await expect(control.filter({ visible: true })).toHaveCount(0);
    const details = page.getByRole("region", { name: "Details" });
    await expect(details.locator("div", { hasText: /^ID at HostUp.*tkt_/ })).toBeVisible();
    await expect(details.getByText(/^tkt_/)).toBeVisible();
    const top = async (name: string) =>
      (await page.getByRole("region", { name }).boundingBox())?.y ?? 0;
    expect(await top("Details")).toBeLessThan(await top("Conversation"));
    const colours = await page.evaluate(() => {
      const texts = [...document.querySelectorAll("h1, h2, dd, dt, li, p")].filter((element) =>
        element.checkVisibility(),
      );
      return {
        ground: getComputedStyle(document.body).backgroundColor,
        text: [...new Set(texts.map((element) => getComputedStyle(element).color))],
      };
    });
    expect(colours).toEqual({ ground: "rgb(255, 255, 255)", text: ["rgb(0, 0, 0)"] });
    await expect(page.locator("details:not([data-covered], [open])")).toHaveCount(0);
  },
);
