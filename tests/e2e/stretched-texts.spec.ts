import type { Page } from "@playwright/test";

import { DEMO_PASSWORD } from "../../prisma/people";
import { expect, test } from "../helpers/browser/browser";
import { startPortal, type TestPortal } from "../helpers/browser/portal";
import { shiftsOn, watchShifts } from "../helpers/browser/shifts";
import { textsOutside } from "../helpers/browser/texts-outside";

/**
 * Every message is 40 % longer, accented and in brackets: a text without brackets is in no catalog,
 * and a page that overflows has too little room for another language.
 */
let stretched: TestPortal;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  stretched = await startPortal("demo", { PSEUDO_TEXTS: "1" });
  const found = await stretched.query(NAMES);
  const zones = Intl.supportedValuesOf("timeZone").map((zone) => zone.replaceAll("_", " "));
  names = [...found.map(({ name }) => String(name)), ...zones, "UTC", ...BRANDS, ...months()].sort(
    (one, other) => other.length - one.length,
  );
});
test.afterAll(async () => stretched.stop());

test.beforeEach(async ({ page }) => watchShifts(page));

// Its pages are asked for by whole addresses, so that no other portal starts.
test.use({ baseURL: async ({}, use) => use(undefined) });

/** One of each kind that the customer sees. */
const IDS = `
  WITH own AS (SELECT id FROM organization WHERE name = 'Northwind Trading')
  SELECT
    (SELECT array_agg(id) FROM (SELECT DISTINCT ON (provider, status) id FROM ticket
      WHERE organization_id IN (SELECT id FROM own)) t) AS tickets,
    (SELECT array_agg(id) FROM (SELECT DISTINCT ON (kind) id FROM service
      WHERE organization_id IN (SELECT id FROM own)) s) AS services,
    (SELECT array_agg(id) FROM connection
      WHERE organization_id IN (SELECT id FROM own)) AS connections`;

/** Names and values of people and providers. */
const NAMES = `
  SELECT name FROM (
    SELECT label AS name FROM connection
    UNION SELECT name FROM organization
    UNION SELECT name FROM "user"
    UNION SELECT name FROM service
    UNION SELECT external_id FROM service
    UNION SELECT status FROM service
    UNION SELECT subject FROM ticket
    UNION SELECT value FROM service, jsonb_each_text(details)
    UNION SELECT value FROM ticket_service, jsonb_each_text(details)
    UNION SELECT value FROM ticket, jsonb_each_text(fields)
  ) names WHERE length(name) > 1 ORDER BY length(name) DESC`;

const BRANDS = ["Ticketbridge", "HostUp", "Upsun"];

/** The last year's, as a format of the browser's language writes them. */
function months(): string[] {
  const format = new Intl.DateTimeFormat("en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const now = new Date();
  return Array.from({ length: 13 }, (_none, index) =>
    format.format(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - index)),
  );
}

let names: string[];

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${stretched.url}${path}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
}

async function expectOnlyMessages(page: Page, path: string): Promise<void> {
  await open(page, path);
  expect
    .soft(await textsOutside(page, names), `texts of ${path} outside of the catalogs`)
    .toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${path} is wider than the screen by`).toBe(0);
  // A busy browser may paint a half-streamed row, but hardly twice the same one.
  if ((await shiftsOn(page)).length > 0) await open(page, path);
  await expectStill(page, path);
}

async function expectStill(page: Page, path: string): Promise<void> {
  expect.soft(await shiftsOn(page), `what moved by itself on ${path}`).toEqual([]);
}

async function signInStretched(page: Page, email: string): Promise<void> {
  await page.goto(`${stretched.url}/login`);
  await page.locator("#email").fill(email);
  await page.locator("#password").fill(DEMO_PASSWORD);
  await page.locator("button[type=submit]").first().click();
  await page.waitForURL((url) => url.pathname !== "/login");
}

test("a customer's pages have room for longer texts, all of them from the catalogs", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const [ids] = await stretched.query(IDS);
  const { tickets, services, connections } = ids as Record<string, string[]>;
  await expectOnlyMessages(page, "/login?error=throttled");
  await signInStretched(page, "customer@example.com");
  for (const path of [
    "/tickets",
    "/tickets?turn=yours&provider=hostup",
    "/tickets?q=nothing-has-this-word",
    ...(tickets ?? []).map((id) => `/tickets/${id}`),
    ...(connections ?? []).map((id) => `/tickets/new?account=${id}`),
    "/connections",
    "/connections/new",
    "/services",
    ...(services ?? []).map((id) => `/services/${id}`),
    "/settings",
    "/settings/notifications",
  ])
    await expectOnlyMessages(page, path);
});

test("the staff's pages have room for longer texts, all of them from the catalogs", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const [ids] = await stretched.query(IDS);
  const { tickets, services, connections } = ids as Record<string, string[]>;
  await signInStretched(page, "staff@example.com");
  for (const path of [
    "/staff/tickets",
    ...(tickets ?? []).slice(0, 6).map((id) => `/staff/tickets/${id}`),
    "/staff/sync",
    "/staff/audit",
    ...(connections ?? []).map((id) => `/staff/sync/${id}`),
    ...(services ?? []).slice(0, 2).map((id) => `/staff/services/${id}`),
  ])
    await expectOnlyMessages(page, path);
});

/** One at each size, to save time. */
const FAULTS = {
  desktop: { kind: "status", status: 503 },
  phone: { kind: "slow", ms: 1_500 },
};

test("nothing moves on a ticket or a form when its provider answers late, or not at all", async ({
  page,
}, { project }) => {
  test.setTimeout(120_000);
  const [found] = await stretched.query(`
    SELECT t.id, t.connection_id FROM ticket t JOIN organization o ON o.id = t.organization_id
      WHERE o.name = 'Northwind Trading' AND t.provider = 'hostup' AND t.status = 'open' LIMIT 1`);
  await signInStretched(page, "customer@example.com");
  await stretched.query("UPDATE ticket SET read_at = now() - interval '5 minutes'");
  const calls = { method: "GET", path: "/api/v2/support/*", count: null };
  const fault = project.name === "desktop" ? FAULTS.desktop : FAULTS.phone;
  await stretched.hostup.control("POST", "/faults", { ...fault, ...calls });
  let isAnswered = false;
  page.on("response", (response) => (isAnswered ||= response.url().includes("/updates?")));
  await page.clock.install();
  await page.goto(`${stretched.url}/tickets/${found?.id}`);
  await expect(async () => {
    await page.clock.fastForward(21_000);
    await expect.poll(() => isAnswered, { timeout: 2_000 }).toBe(true);
  }).toPass();
  await expect(page.locator(".fresh [role=status] svg.animate-spin")).toHaveCount(0);
  await expectStill(page, `a ticket, ${fault.kind}`);
  await page.goto(`${stretched.url}/tickets/new?account=${found?.connection_id}`);
  await page.locator("#field-department").waitFor();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expectStill(page, `a form, ${fault.kind}`);
  await stretched.hostup.control("DELETE", "/faults");
});
