import type { Page } from "@playwright/test";

import { hostupAccounts } from "../../sandbox/accounts";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";
import type { TestPortal } from "../helpers/browser/portal";

// One journey: each step builds on the previous one.
test.describe.configure({ mode: "serial" });

const PERSON = "customer@example.com";

let ticket = { id: "", external_id: "", subject: "" };

const bell = (page: Page, unread = "") =>
  page.getByRole("banner").getByRole("link", { name: `Notifications${unread}`, exact: true });

/** Navigates without a page load, so that the layout is kept. */
async function navigate(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

/** Runs a sync round as the scheduler does. */
async function answerTicket(portal: TestPortal, text: string): Promise<void> {
  await portal.hostup.answer(ticket.external_id, text);
  await portal.query("UPDATE connection SET next_at = now()");
  const answer = await fetch(`${portal.url}/api/cron/sync`, {
    headers: { authorization: `Bearer ${portal.cronSecret}` },
  });
  expect(answer.status).toBe(200);
}

test("a ticket is followed by keyboard alone", async ({ page, portal }) => {
  await signIn(page, PERSON);
  await page.goto("/connections/new");
  await page.getByLabel("Provider").selectOption({ label: "HostUp" });
  await page.getByLabel("Label").fill("Hosting");
  await page.getByLabel("API key").fill(hostupAccounts.northwindStaging.key.key);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const card = page.getByRole("listitem", { name: "Hosting" });
  await expect(card.getByText("Up to date")).toBeVisible({ timeout: 60_000 });
  const [found] = await portal.query(
    "SELECT id, external_id, subject FROM ticket WHERE status = 'open' ORDER BY activity_at DESC LIMIT 1",
  );
  ticket = found as typeof ticket;
  expect(await portal.query("SELECT 1 FROM notification")).toEqual([]);

  await page.goto(`/tickets/${ticket.id}`);
  const follow = page.getByRole("button", { name: "Follow", exact: true });
  await follow.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("You’ll be notified about this ticket.")).toBeVisible();
  await expect(follow).toHaveAttribute("aria-pressed", "true");
  await expect(follow).toBeFocused();
  const sensitive = page.getByRole("checkbox", { name: "Sensitive" });
  await sensitive.focus();
  await page.keyboard.press("Space");
  const badge = page.locator(".ticket-top").getByText("Sensitive");
  await expect(badge).toBeVisible();
  await expect(sensitive).toBeFocused();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await sensitive.press("Space");
  await expect(badge).toBeHidden();
});

test("an answer is counted on the next page, listed, and read on every device", async ({
  page,
  portal,
  browser,
}) => {
  await signIn(page, PERSON);
  await page.goto("/connections");
  await expect(bell(page)).toBeVisible();
  await answerTicket(portal, "We look into it.");
  await navigate(page, "Services");
  await expect(bell(page, ", 1 unread")).toBeVisible();

  const other = await browser.newPage();
  await signIn(other, PERSON, "/");
  await expect(bell(other, ", 1 unread")).toBeVisible();

  await bell(page, ", 1 unread").click();
  await expect(page.getByRole("heading", { name: "Notifications", level: 1 })).toBeVisible();
  const unread = page.getByRole("region", { name: "Unread" }).getByRole("listitem");
  await expect(unread).toHaveCount(1);
  await expect(unread).toContainText("answered");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Mark all as read" }).press("Enter");
  await expect(page.getByText("All marked as read.")).toBeAttached();
  await expect(page.getByRole("region", { name: "Today" }).getByRole("listitem")).toHaveCount(1);
  await expect(bell(page)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Notifications", level: 1 })).toBeFocused();
  await page.goto("/notifications?before=read-1-ticket:x");
  await page.getByRole("link", { name: "Back to the newest" }).press("Enter");
  await expect(page).toHaveURL(/\/notifications$/);
  await expect(page.getByRole("heading", { name: "Notifications", level: 1 })).toBeFocused();

  await navigate(other, "Services");
  await expect(bell(other)).toBeVisible();
  await other.close();
});

test("an answer found by “Sync now” is mailed at once; opening it from the list marks it as read @once", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  await portal.query("UPDATE notice_delivery SET window_ends_at = now()");
  await portal.mail.clear();
  await portal.hostup.answer(ticket.external_id, "The fan has been replaced.");
  await page.goto("/connections");
  await page
    .getByRole("listitem", { name: "Hosting" })
    .getByRole("button", { name: "Sync now" })
    .click();
  const mail = await portal.mail.waitFor({ to: PERSON, subject: ticket.subject });
  expect(mail.text).toContain("The fan has been replaced.");
  await page.goto("/notifications");
  await expect(bell(page, ", 1 unread")).toBeVisible();
  await page.getByRole("region", { name: "Unread" }).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/tickets/${ticket.id}#message-`));
  const { hash } = new URL(page.url());
  await expect(page.locator(hash)).toContainText("The fan has been replaced.");
  await expect(bell(page)).toBeVisible();
  await page.reload();
  await expect(bell(page)).toBeVisible();
  await page.goto("/notifications");
  await expect(page.getByRole("region", { name: "Today" }).getByRole("listitem")).toHaveCount(1);
});
