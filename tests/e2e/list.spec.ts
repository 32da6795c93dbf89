import { hostupAccounts } from "../../sandbox/accounts";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";
import { connect } from "../helpers/browser/filing";

// The first journey connects the account that all of them use.
test.describe.configure({ mode: "serial" });

test("tabs count each turn, keep the other filters, and are bookmarks", async ({
  page,
  portal,
}) => {
  await signIn(page, "customer@example.com");
  await connect(page, "HostUp", "Hosting", "API key", hostupAccounts.northwind.key.key);
  await expect(page.getByRole("listitem", { name: "Hosting" }).getByText("Up to date")).toBeVisible(
    {
      timeout: 60_000,
    },
  );
  const [{ count }] = (await portal.query(
    "SELECT count(*)::int AS count FROM ticket WHERE turn = 'yours' AND gone_at IS NULL",
  )) as [{ count: number }];
  expect(count).toBeGreaterThan(0);
  await page.goto("/tickets?sort=oldest");
  const tabs = page.getByRole("navigation", { name: "Views" });
  const tab = (name: string) => tabs.getByRole("link", { name, exact: true });
  await expect(tab("Unclear")).toBeVisible();
  await expect(tabs.getByRole("link")).toHaveCount(7);
  await expect(tab("Your turn")).toContainText(String(count));
  await expect(tab("All")).toHaveAttribute("aria-current", "page");
  const rows = page.getByRole("list", { name: "Tickets found" }).getByRole("listitem");
  await tab("Unread").press("Enter");
  await expect(page).toHaveURL(/\/tickets\?show=unread&sort=oldest$/);
  await expect(tab("Unread")).toHaveAttribute("aria-current", "page");
  await tab("Your turn").press("Enter");
  await expect(page).toHaveURL(/\/tickets\?turn=yours&sort=oldest$/);
  await expect(tab("Your turn")).toHaveAttribute("aria-current", "page");
  await expect(tab("Your turn")).toBeFocused();
  await expect(rows).toHaveCount(Math.min(count, 25));
  await expect(page.getByLabel("Turn")).toHaveValue("yours");
  // One account: no row repeats its name.
  await expect(rows.first()).not.toContainText("Hosting");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const dialog = page.getByRole("dialog");
  await expect(button("Save view")).toBeEnabled();
  await button("Save view").press("Enter");
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Name the view.")).toBeVisible();
  await page.keyboard.type("On our desk");
  await dialog.getByLabel("For").selectOption("Everyone in Northwind Trading");
  await expectAccessible(page);
  await dialog.getByLabel("Name").press("Enter");
  await expect(page).toHaveURL(/\?turn=yours&sort=oldest&view=/);
  await expect(tab("On our desk")).toHaveAttribute("aria-current", "page");
  await expect(tab("Your turn")).not.toHaveAttribute("aria-current");
  if (await button("Filter (1)").isVisible()) await button("Filter (1)").press("Enter");
  await page.getByLabel("Status", { exact: true }).selectOption("answered");
  await expect(page).toHaveURL(/status=answered/);
  await page.keyboard.press("Escape");
  await expect(button("Save changes")).toBeEnabled();
  await button("Save changes").press("Enter");
  await dialog.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(button("Save changes")).toBeHidden();
  await expectNoSidewaysScroll(page);

  await button("List options").press("Enter");
  await dialog.getByRole("button", { name: "Edit “On our desk”" }).press("Enter");
  await dialog.getByLabel("Show").selectOption("Under “More views”");
  await dialog.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(dialog.getByRole("button", { name: "Edit “On our desk”" })).toBeFocused();
  await dialog.getByLabel("Comfortable").check();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(button("List options")).toBeFocused();
  await portal.query(
    "UPDATE saved_view SET query = query || '&service=01ARZ3NDEKTSV4RRFFQ69G5FAV'",
  );
  await page.goto("/tickets");
  await expect(page.locator("html")).toHaveAttribute("data-density", "comfortable");
  await page.locator("summary", { hasText: "More views" }).press("Enter");
  await page.getByRole("link", { name: "On our desk" }).press("Enter");
  await expect(page.getByText("no longer works: a service that no longer exists.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Show without it" }).press("Enter");
  await expect(rows.first()).toBeVisible();
  await button("List options").press("Enter");
  await dialog.getByRole("button", { name: "Edit “On our desk”" }).press("Enter");
  await dialog.getByRole("button", { name: "Remove view" }).press("Enter");
  await dialog.getByRole("button", { name: "Remove view" }).press("Enter");
  await expect(page).toHaveURL(/\/tickets$/);
});

test("pages lead both ways and back to the same row, and the search completes filters", async ({
  page,
}) => {
  await signIn(page, "customer@example.com", "/tickets");
  const pages = page.getByRole("navigation", { name: "Pages" });
  const names = () => page.locator("[data-row-link]").allTextContents();
  const first = await names();
  await pages.getByRole("link", { name: "Older tickets" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(pages.getByRole("link", { name: "Newer tickets" })).toBeVisible();
  const second = await names();
  expect(second).not.toEqual(first);
  await page.locator("[data-row-link]").nth(20).click();
  await page.locator("article").getByRole("link", { name: "Tickets", exact: true }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(page.locator("[data-row-link]").nth(20)).toBeFocused();
  expect(await names()).toEqual(second);
  await pages.getByRole("link", { name: "Newer tickets" }).click();
  await expect(pages.getByRole("link", { name: "Newer tickets" })).toBeHidden();
  expect(await names()).toEqual(first);

  await page.goto("/tickets");
  const box = page.getByRole("searchbox", { name: "Search tickets" });
  await box.focus();
  await expect(box).toHaveAttribute("aria-autocomplete", "list");
  await box.pressSequentially("-status:clo");
  const suggestions = page.getByRole("listbox", { name: "Search filters" });
  await expect(suggestions.getByRole("option", { name: "-status:closed" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(suggestions.getByRole("option", { selected: true })).toHaveCount(1);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue("-status:closed ");
  await expect(box).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=-status%3Aclosed/);
  await expect(page.locator("[data-row-link]").first()).toBeFocused();
  // Without any result, the person goes on in the box.
  await page.keyboard.press("/");
  await page.keyboard.type("okapi-zebra");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No tickets match").first()).toBeVisible();
  await expect(box).toBeFocused();
});

test("tickets are read, archived and closed by keyboard alone, and filtered by several values", async ({
  page,
  portal,
}) => {
  await signIn(page, "customer@example.com");
  const rows = page.getByRole("list", { name: "Tickets found" }).getByRole("listitem");
  await page.goto("/tickets?turn=theirs&status=-closed");
  await expect(page.getByLabel("Status", { exact: true })).toHaveValue("-closed");
  const chips = page.getByRole("group", { name: "Filters in use" });
  await chips.getByRole("link", { name: "Remove Turn: Their turn" }).click();
  await expect(page).toHaveURL(/\/tickets\?status=-closed$/);
  await chips.getByRole("link", { name: "is not" }).click();
  await expect(page).toHaveURL(/\/tickets\?status=closed$/);
  await chips.getByText("or…").click();
  await chips.getByRole("link", { name: "Answered", exact: true }).click();
  await expect(page).toHaveURL(/\/tickets\?status=closed&status=answered$/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // A window at 200 % has no room for the filters.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 640, height: 360 });
  const filter = page.getByRole("button", { name: /^Filter/ });
  await expect(page.getByLabel("Status", { exact: true })).toBeHidden();
  await filter.click();
  await expect(page.getByLabel("Status", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  // A phone whose text is twice as large.
  await page.setViewportSize({ width: 180, height: 370 });
  await expectNoSidewaysScroll(page);
  if (size) await page.setViewportSize(size);

  // Twenty tickets, by keyboard alone.
  const names = () => page.locator("[data-row-link]").allTextContents();
  const bar = page.getByRole("group", { name: "Selected tickets" });
  const focused = page.locator(":focus");
  async function select(count: number): Promise<void> {
    await expect(rows.first().getByRole("checkbox")).toBeVisible();
    await page.locator("[data-row-link]").first().focus();
    for (let row = 0; row < count; row++) {
      await page.keyboard.press("x");
      await page.keyboard.press("j");
    }
    await expect(bar.getByText(new RegExp(`^${count} tickets selected`))).toBeVisible();
  }
  await page.goto("/tickets");
  const before = await names();
  await select(2);
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await expect(bar.getByText(/^4 tickets selected/)).toBeVisible();
  await page.keyboard.press("a");
  await bar.getByRole("button", { name: "Clear selection" }).press("Enter");
  await select(20);
  await expectAccessible(page);
  await page.keyboard.press("a");
  await expect(focused).toHaveText("Close");
  await page.keyboard.press("Tab");
  await expect(focused).toHaveText("Mark as read");
  await page.keyboard.press("Enter");
  await expect(bar.getByText("20 tickets marked as read.")).toBeVisible();
  await expect(page.locator("[data-row-link]").first()).toBeFocused();

  await select(20);
  await expect(bar.getByRole("button", { name: "Archive for me" })).toBeEnabled();
  await page.keyboard.press("e");
  await expect(bar.getByText("20 tickets archived for you")).toBeVisible();
  await expect.poll(async () => (await names()).slice(0, 5)).toEqual(before.slice(20, 25));
  await expect(bar.getByRole("button", { name: "Undo" })).toBeEnabled();
  await page.keyboard.press("a");
  await expect(focused).toHaveText("Undo");
  await page.keyboard.press("Enter");
  await expect(bar.getByText("20 tickets moved back to your list.")).toBeVisible();
  await expect.poll(names).toEqual(before);

  await page.goto("/tickets?turn=theirs");
  const [first = "", second = ""] = await names();
  await page.locator("[data-row-link]").first().press("Enter");
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toHaveText(first);
  await page.keyboard.press("]");
  await expect(title).toHaveText(second);
  await page.keyboard.press("[");
  await expect(title).toHaveText(first);
  await page.keyboard.press("u");
  await expect(page.locator("[data-row-link]").first()).toBeFocused();
  await select(2);
  await expect(bar.getByRole("button", { name: "Close", exact: true })).toBeEnabled();
  await page.keyboard.press("a");
  await expect(focused).toHaveText("Close");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Close 2 tickets?" });
  await dialog.getByRole("button", { name: "Close 2 tickets" }).press("Enter");
  await expect(bar.getByText(/2 tickets (are being )?closed/)).toBeVisible();
  const closed = () =>
    portal.query(
      "SELECT count(*)::int AS count FROM submission WHERE kind IN ('close', 'solve') AND state = 'sent'",
    );
  await expect.poll(closed, { timeout: 30_000 }).toEqual([{ count: 2 }]);
});

test("a link is followed without a reload, is marked until its page is shown, and opens a new tab with Ctrl", async ({
  page,
  context,
}) => {
  await signIn(page, "customer@example.com");
  await page.goto("/tickets");
  const row = page.getByRole("list", { name: "Tickets found" }).getByRole("link").first();
  const other = context.waitForEvent("page");
  await row.click({ modifiers: ["ControlOrMeta"] });
  const opened = await other;
  // A tab in the background may load late.
  await opened.waitForURL(/\/tickets\/\w+$/, { waitUntil: "commit" });
  await opened.close();
  await expect(page).toHaveURL(/\/tickets$/);
  await page.evaluate(() => Object.assign(window, { stays: true }));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/tickets\/\w+\?_rsc/, async (route) => {
    await held;
    await route.continue();
  });
  await row.click();
  await expect(page.locator("a[data-pending]")).toHaveCount(1);
  release();
  await expect(page).toHaveURL(/\/tickets\/\w+$/);
  await page.goBack();
  await expect(row).toBeVisible();
  await expect(page.locator("a[data-pending]")).toHaveCount(0);
  expect(await page.evaluate(() => "stays" in window)).toBe(true);
});

test("rows of two accounts at one provider keep the account and the service in sight", async ({
  page,
  viewport,
}) => {
  test.skip((viewport?.width ?? 0) < 1280, "Facts wrap on a phone.");
  await signIn(page, "customer@example.com");
  const label = "Hosting of all shops in the Nordics";
  await connect(page, "HostUp", label, "API key", hostupAccounts.contoso.key.key);
  /** Facts that wrapped out of sight, and cut subjects. */
  const hidden = () =>
    page.locator(".tickets li p").evaluateAll((lines) =>
      lines.flatMap((line) => {
        const end = line.getBoundingClientRect().bottom;
        const facts = [...line.querySelectorAll(".from, .about")];
        return facts.filter((fact) => fact.getBoundingClientRect().top >= end - 1).length;
      }),
    );
  const narrowest = () =>
    page
      .locator("[data-row-link]")
      .evaluateAll((links) =>
        Math.min(
          ...links
            .filter((link) => link.scrollWidth > link.clientWidth)
            .map((link) => link.clientWidth),
        ),
      );
  await page.goto("/tickets");
  await expect(page.locator(".tickets .from").first()).toBeVisible();
  await expect.poll(hidden).toEqual(Array(25).fill(0));
  for (const width of [1024, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(narrowest).toBeGreaterThan(200);
  }
});
