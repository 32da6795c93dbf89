import type { Page } from "@playwright/test";

import { expect, signIn, test } from "../helpers/browser/browser";

/**
 * Answers counted by hand in the rows of the demo's recording (`scripts/demo/data`), not by a query
 * of the portal. Times are UTC. `recorded_at` says what the portal knew, `happened_at` and `sent_at`
 * what the provider said.
 */
const TRUTH = {
  /** `ticket.opened_at` in March 2026. */
  openedInMarch: 26,
  /** Of tickets that are closed or solved: the last event that made them so is of March 2026. */
  doneInMarch: 15,
  /** HostUp's tickets whose first message of its staff is of March 2026; their mean is 151 min 46 s. */
  firstRepliesOfHostup: { count: 18, average: "2 hr 31 min" },
  /** Contoso's tickets with `opened_at` in February 2026. */
  contosoInFebruary: ["4102216", "148233", "148238", "4102221", "148239", "4102222"],
  /** By the last event of the status that was recorded before 31 March 2026, 22:00. */
  customersTurnThen: ["148205", "4102207"],
  pausedThen: ["148233"],
  /** Tickets with a `first_seen` recorded before then: 31 of Northwind, 22 of Contoso. */
  ofContosoThen: 22,
  /** `ticket.gone_at` is set. */
  removed: ["148282", "148293", "148312", "148330"],
} as const;

/** 31 March 2026, 22:00 UTC, as a clock in Stockholm shows it. */
const MOMENT = "2026-04-01T00:00";

test.use({ portalSeed: "year" });

/** Waits for the whole list, since the filters of the page before would be kept. */
async function openAllTickets(page: Page): Promise<void> {
  await page.getByRole("link", { name: "All tickets" }).first().click();
  await expect(page).toHaveURL(/\/staff\/tickets$/);
  await region(page).getByRole("link", { name: "More filters" }).click();
}

const region = (page: Page) => page.getByRole("main");
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
const rows = (page: Page) =>
  page.getByRole("list", { name: "Tickets found" }).getByRole("listitem");

async function expectTickets(page: Page, numbers: readonly string[]): Promise<void> {
  await expect(rows(page)).toHaveCount(numbers.length);
  const shown = await rows(page)
    .getByText(/^#\d+$/)
    .allTextContents();
  expect(shown.toSorted()).toEqual(numbers.map((number) => `#${number}`).toSorted());
}

async function showPeriod(page: Page, from: string, to: string): Promise<void> {
  await region(page).getByLabel("From", { exact: true }).fill(from);
  await region(page).getByLabel("To", { exact: true }).fill(to);
  await region(page).getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`from=${from}&to=${to}`));
}

async function showMoment(page: Page): Promise<void> {
  await page.getByLabel("Date and time").fill(MOMENT);
  await page.getByRole("dialog").getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("As it was on 1 Apr 2026, 00:00:00 CEST")).toBeVisible();
}

test(
  "a lead answers ten questions from a year that is known row by row",
  { tag: "@once" },
  async ({ page }) => {
    await signIn(page, "staff@example.com", "/staff");
    const ofProvider = (name: string) =>
      page.getByRole("region", { name: "By provider" }).getByRole("row", {
        name: new RegExp(`^${name} `),
      });

    await test.step("1. How many tickets were opened in March?", async () => {
      await showPeriod(page, "2026-03-01", "2026-03-31");
      const opened = ofProvider("All").getByRole("cell").nth(0);
      await expect(opened).toHaveText(String(TRUTH.openedInMarch));
    });

    await test.step("2. How many were done?", async () => {
      const done = ofProvider("All").getByRole("cell").nth(1);
      await expect(done).toHaveText(String(TRUTH.doneInMarch));
    });

    await test.step("3. How long did they wait for HostUp's first reply?", async () => {
      const { count, average } = TRUTH.firstRepliesOfHostup;
      const first = ofProvider("HostUp").getByRole("cell").nth(2);
      await expect(first).toContainText(String(count));
      await expect(first).toContainText(average);
    });

    await test.step("4. Which tickets of Contoso were opened in February?", async () => {
      await page.getByRole("main").getByLabel("Organization").fill("Contoso");
      await showPeriod(page, "2026-02-01", "2026-02-28");
      await expect(page.getByText("Contoso", { exact: true }).first()).toBeVisible();
      const opened = ofProvider("All").getByRole("cell").nth(0);
      await opened.getByRole("link").click();
      await expectTickets(page, TRUTH.contosoInFebruary);
    });

    await test.step("5. Which were the customer's turn on 31 March at 22:00 UTC?", async () => {
      await openAllTickets(page);
      await page.getByRole("button", { name: "As it was…" }).click();
      await showMoment(page);
      await tab(page, "Customer’s turn").click();
      await expectTickets(page, TRUTH.customersTurnThen);
    });

    await test.step("6. Which were paused?", async () => {
      await tab(page, "Paused").click();
      await expectTickets(page, TRUTH.pausedThen);
    });

    await test.step("7. What did the ticket look like at that moment?", async () => {
      await rows(page).getByRole("link").first().click();
      await expect(page.getByRole("heading", { name: "Säga upp extra IP-adress" })).toBeVisible();
      await expect(page).toHaveURL(/at=2026-03-31T22%3A00/);
      await expect(page.getByText("Show current version")).toBeVisible();
      await page.goBack();
    });

    await test.step("8. How many tickets of Contoso did we know then?", async () => {
      await page.keyboard.press("ControlOrMeta+k");
      await page.getByRole("dialog").getByRole("combobox").fill("conto");
      await page.getByRole("option", { name: "Contoso", exact: true }).waitFor();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { name: "Contoso", level: 1 })).toBeVisible();
      await page.getByRole("button", { name: "As it was…" }).click();
      await showMoment(page);
      await page.getByRole("link", { name: "Show tickets" }).click();
      await expect(rows(page)).toHaveCount(TRUTH.ofContosoThen);
      await page.getByRole("link", { name: "Back to now" }).click();
      await expect(page.getByText("As it was on")).toHaveCount(0);
    });

    await test.step("9. Which tickets have been removed at their provider?", async () => {
      await openAllTickets(page);
      await page.getByLabel("Removed").selectOption({ index: 1 });
      await expect(page).toHaveURL(/removed=yes/);
      await expectTickets(page, TRUTH.removed);
    });

    await test.step("10. Who looked at the list of that moment?", async () => {
      await page.getByRole("link", { name: "Audit" }).first().click();
      const looks = page.getByRole("listitem").filter({ hasText: "31 March 2026" });
      await expect(looks.first()).toContainText("Robin Staff");
    });
  },
);
