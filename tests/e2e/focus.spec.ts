import type { Locator, Page } from "@playwright/test";

import { hostupAccounts, upsunAccounts } from "../../sandbox/accounts";
import { expect, expectAccessible, signIn, test } from "../helpers/browser/browser";
import { connect, heading, isTicket } from "../helpers/browser/filing";

// Where the keyboard's focus is after an action that removes or disables what was pressed.
test.describe.configure({ mode: "serial" });

const PERSON = "customer@contoso.example";
const HOSTUP = "Hosting by keyboard";
const UPSUN = "Apps by keyboard";

async function press(page: Page, role: "button" | "link", name: string): Promise<void> {
  await page.getByRole(role, { name, exact: true }).focus();
  await page.keyboard.press("Enter");
}

/** Moves the focus with the Tab key. */
async function tabTo(page: Page, field: Locator): Promise<void> {
  const isReached = () => field.evaluate((element) => element === document.activeElement);
  for (let step = 0; step < 40 && !(await isReached()); step++) await page.keyboard.press("Tab");
  await expect(field).toBeFocused();
}

async function showKeyByKeyboard(page: Page, key: Locator): Promise<void> {
  await page.keyboard.type("pasted");
  await expect(key).toHaveAttribute("type", "password");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText("Show key");
  await page.keyboard.press("Enter");
  await expect(key).toHaveAttribute("type", "text");
}

test("a connected account's page, its sync, its key, and a link offline @once", async ({
  page,
  watch,
}) => {
  await signIn(page, PERSON);
  await connect(page, "HostUp", HOSTUP, "API key", hostupAccounts.northwindStaging.key.key);
  await expect(heading(page, "Connections")).toBeFocused();
  await expect(page.getByText(`“${HOSTUP}” is connected.`)).toBeVisible();
  // The first sync, which would answer for this one.
  await expect(page.getByText("Up to date")).toBeVisible({ timeout: 20_000 });
  await press(page, "button", "Sync now");
  await expect(page.getByText(/\d tickets synced/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("button", { name: "Sync now" })).toBeFocused();
  await press(page, "button", "Replace key");
  const key = page.getByRole("dialog").getByLabel("API key");
  await expect(key).toBeFocused();
  await showKeyByKeyboard(page, key);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Replace key" })).toBeFocused();
  watch.expect(/ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  await press(page, "link", "Services");
  const offline = page.getByRole("alert").filter({ hasText: "You’re offline" });
  await expect(offline).toBeVisible();
  await expect(page).toHaveURL(/\/connections$/);
  await page.context().setOffline(false);
  await expect(offline).toHaveCount(0);
  await press(page, "link", "Services");
  await expect(heading(page, "Services")).toBeVisible();
  await expect(page.getByRole("link", { name: "Services", exact: true })).toBeFocused();
});

test("another account of a new ticket @once", async ({ page }) => {
  await signIn(page, PERSON);
  await connect(page, "Upsun", UPSUN, "API token", upsunAccounts.contoso.key.key);
  await page.goto("/tickets/new");
  const account = page.getByLabel("Account");
  await account.focus();
  await account.selectOption({ label: `HostUp · ${HOSTUP}` });
  await expect(page.getByLabel("Department")).toBeVisible();
  await account.selectOption({ label: `Upsun · ${UPSUN}` });
  await expect(page.getByLabel("Category")).toBeVisible();
  await expect(account).toBeFocused();
  await page.goBack();
  await page.goForward();
  await expect(account.locator("option:checked")).toHaveText(`Upsun · ${UPSUN}`);
});

test("the results after filters are cleared @once", async ({ page }) => {
  await signIn(page, PERSON);
  await page.goto("/tickets?q=invoice");
  await press(page, "link", "Clear filters");
  await expect(page).toHaveURL(/\/tickets$/);
  await expect(page.locator("[data-result-count]")).toBeFocused();
  await page.keyboard.press("Tab");
  const rows = page.locator("[data-row-link]");
  await expect(rows.first()).toBeFocused();
  const [first = "", second = ""] = await rows.allTextContents();
  await page.keyboard.press("Enter");
  await expect(heading(page, first)).toBeFocused();
  await page.keyboard.press("]");
  await expect(heading(page, second)).toBeFocused();
  await page.keyboard.press("u");
  await expect(rows.nth(1)).toBeFocused();
});

test("a ticket that is filed, answered and closed by keyboard alone, and its past version @once", async ({
  page,
}) => {
  const { keyboard } = page;
  await signIn(page, PERSON, "/tickets");
  // Checkboxes and shortcuts need scripts.
  await expect(page.getByRole("checkbox").first()).toBeVisible();
  await keyboard.press("c");
  await expect(heading(page, "New ticket")).toBeVisible();
  await tabTo(page, page.getByLabel("Account"));
  await keyboard.type(`HostUp · ${HOSTUP}`);
  await tabTo(page, page.getByLabel("Department"));
  await keyboard.type("VPS");
  await tabTo(page, page.getByLabel("Subject"));
  await keyboard.press("Control+Enter");
  await expect(page.getByLabel("Subject")).toBeFocused();
  await expect(page.getByLabel("Subject")).toHaveAttribute("aria-invalid", "true");
  await keyboard.type("Closed by keyboard");
  await tabTo(page, page.getByLabel("Message"));
  await keyboard.type("Since 02:00.");
  await keyboard.press("Control+Enter");
  await isTicket(page);
  await expect(heading(page, "Closed by keyboard")).toBeFocused();
  await keyboard.press("r");
  await expect(page.getByRole("textbox", { name: "Reply" })).toBeFocused();
  await keyboard.type("Still down.");
  await keyboard.press("Control+Enter");
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText("Still down.");
  await press(page, "button", "Close ticket");
  await expect(page.getByRole("button", { name: "Reopen ticket" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.getByRole("button", { name: "Continue" })).toBeFocused();
  await expect(page.getByText("This ticket is closed. Press Enter to continue it.")).toBeVisible();

  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Jump to…" });
  await expect(palette.getByRole("option", { name: "Reopen ticket" })).toBeVisible();
  const recent = palette.getByRole("group", { name: "Recently viewed" }).getByRole("option");
  await expect(recent.first()).toContainText("Closed by keyboard");
  await expectAccessible(page);
  await page.keyboard.type("zzzz");
  await expect(palette.getByRole("status")).toHaveText("No tickets found");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("connections");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Connections")).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("closed keyboard");
  await expect(palette.getByRole("option", { name: /^#\d+ Closed by keyboard/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(heading(page, "Closed by keyboard")).toBeFocused();
  const history = page.getByRole("region", { name: "History" });
  await history.getByRole("link", { name: /^As it was then: Filed here/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]at=/);
  await expect(heading(page, "Closed by keyboard")).toBeFocused();
});
