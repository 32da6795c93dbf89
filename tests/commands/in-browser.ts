import { chromium, expect, type Page } from "@playwright/test";

import { browserLaunch } from "../../scripts/lib/browser";

/** Opens a browser, signed in as one of the demo's people, while `work` runs. */
export async function asPerson<T>(
  url: string,
  email: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch(browserLaunch(process.cwd()));
  try {
    const page = await browser.newPage({ baseURL: url, viewport: { width: 1280, height: 800 } });
    await page.goto("/login");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill("portal-demo");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((address) => address.pathname !== "/login");
    return await work(page);
  } finally {
    await browser.close();
  }
}

/** Files a ticket with the demo's HostUp account and waits until it is shown. */
export async function fileTicketInBrowser(page: Page, subject: string): Promise<void> {
  await page.goto("/tickets/new");
  const account = page.getByLabel("Account");
  const northwind = await account
    .locator("option", { hasText: "Northwind hosting" })
    .getAttribute("value");
  await account.selectOption(northwind);
  await page.getByLabel("Department").selectOption({ index: 1 });
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("Message").fill("Filed by the test of the demo command.");
  await page.getByRole("button", { name: "File ticket" }).click();
  await expect(page.getByRole("heading", { name: subject })).toBeVisible({ timeout: 30_000 });
}

/** Whether the list shows a ticket with this subject. */
export async function expectListed(page: Page, subject: string): Promise<void> {
  await page.goto(`/tickets?q=${encodeURIComponent(subject)}`);
  await expect(page.getByRole("link", { name: subject })).toBeVisible({ timeout: 30_000 });
}
