import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { hostupAccounts } from "../../sandbox/accounts";
import { expect, expectAccessible, signIn, test } from "../helpers/browser/browser";
import { connect } from "../helpers/browser/filing";
import type { TestPortal } from "../helpers/browser/portal";

const ORGANIZATIONS = 10_000;

test(
  "staff find one of 10,000 organizations, filter and export, and it sees each of that",
  { tag: "@once" },
  async ({ page, newVisitor, portal }) => {
    await signIn(page, "customer@example.com");
    await connect(page, "HostUp", "Hosting", "API key", hostupAccounts.northwind.key.key);
    const account = page.getByRole("listitem", { name: "Hosting" });
    await expect(account.getByText("Up to date")).toBeVisible({ timeout: 60_000 });
    await portal.query(
      `INSERT INTO organization (id, name)
       SELECT 'org-' || n, 'Company ' || n FROM generate_series(1, ${ORGANIZATIONS}) n`,
    );
    const [{ count }] = (await portal.query(
      "SELECT count(*)::int AS count FROM ticket WHERE turn = 'done'",
    )) as [{ count: number }];
    expect(count).toBeGreaterThan(1);

    const { page: staff } = await newVisitor();
    await signIn(staff, "staff@example.com", "/");
    await staff.goto("/staff/organizations");
    await staff.getByRole("searchbox").fill("northwind");
    await staff.keyboard.press("Enter");
    await expect(staff).toHaveURL(/q=northwind/);
    await staff.getByRole("link", { name: "Northwind Trading", exact: true }).click();
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Northwind Trading");
    await expectAccessible(staff);

    await staff.goto("/staff/tickets");
    await staff.getByRole("searchbox", { name: "Organization" }).fill("northwind");
    await staff.keyboard.press("Enter");
    await expect(staff).toHaveURL(/organization=northwind/);
    await staff.getByLabel("Turn").selectOption("done");
    await expect(staff).toHaveURL(/turn=done/);
    const rows = staff.getByRole("list", { name: "Tickets found" }).getByRole("listitem");
    await expect(rows).toHaveCount(Math.min(count, 25));
    await staff.getByRole("button", { name: "Export" }).click();
    const download = staff.waitForEvent("download");
    await staff.getByRole("link", { name: "Download CSV" }).click();
    const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n");
    // Between the names of the columns and the line that says that it is complete.
    expect(lines).toHaveLength(1 + count + 1);
    expect(lines.at(-1)).toMatch(/^end,complete,/);

    await page.goto("/settings/access");
    const looks = page.getByRole("list", { name: "What staff looked at" }).getByRole("listitem");
    for (const parts of [
      ["Exported tickets", "northwind", "Done", `${count} rows`],
      ["Listed tickets", "northwind", "Done"],
      ["Opened an organization", "Northwind Trading"],
      ["Searched organizations"],
    ]) {
      const look = parts.reduce((found, hasText) => found.filter({ hasText }), looks);
      await expect(look, parts.join()).toHaveCount(1);
    }
    await expectAccessible(page);

    await seeAsCustomer(staff, portal);
    await page.goto("/settings/access");
    for (const parts of [
      ["Stopped seeing", "Jane Example", FIRST_REASON],
      ["Opened a ticket", "as Jane Example", FIRST_REASON],
      ["Listed tickets", "as Jane Example", FIRST_REASON],
      ["Started seeing", "Jane Example", SECOND_REASON],
    ]) {
      const look = parts.reduce((found, hasText) => found.filter({ hasText }), looks);
      await expect(look.first(), parts.join()).toBeVisible();
    }
  },
);

const FIRST_REASON = "Their ticket is not in their list.";
const SECOND_REASON = "They cannot find the form.";

/** Sees the portal as a customer twice: until it is stopped, and until its time is up. */
async function seeAsCustomer(staff: Page, portal: TestPortal): Promise<void> {
  await portal.query("UPDATE organization SET asks_reason = true WHERE name = 'Northwind Trading'");
  const start = async (reason: string) => {
    await staff.goto("/staff/organizations?q=northwind");
    await staff.getByRole("link", { name: "Northwind Trading", exact: true }).click();
    const person = staff.getByRole("listitem", { name: "Jane Example" });
    await person.locator("summary").click();
    await person.getByRole("textbox").fill(reason);
    await staff.keyboard.press("Enter");
    await expect(staff.getByRole("complementary", { name: /^Seeing/ })).toBeVisible();
  };
  await start(FIRST_REASON);
  await expect(staff.getByRole("link", { name: "New ticket", exact: true })).toHaveCount(0);
  await expectAccessible(staff);
  await staff.goto("/tickets?turn=yours");
  await staff.getByRole("list", { name: "Tickets found" }).getByRole("link").first().click();
  await expect(staff.getByText(/so you can only read here/)).toBeVisible();
  await expect(staff.getByRole("button", { name: "Send reply" })).toBeDisabled();
  await expect(staff.getByText("Drafts save automatically.")).toBeHidden();
  await expectAccessible(staff);
  await staff.getByRole("button", { name: "Stop seeing as Jane Example" }).click();
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Northwind Trading");

  await start(SECOND_REASON);
  await portal.query("UPDATE seen_as SET until = now() + interval '4 s' WHERE ended_at IS NULL");
  await staff.reload();
  await expect(staff.getByText("Less than a minute left.")).toBeVisible();
  const ended = staff.getByRole("heading", {
    name: "You’re no longer seeing the portal as a customer",
  });
  await expect(ended).toBeVisible();
  // As the next request of a browser without scripts.
  await staff.goto("/tickets");
  await expect(ended).toBeVisible();
}
