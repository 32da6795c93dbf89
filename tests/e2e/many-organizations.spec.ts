import { readFile } from "node:fs/promises";

import { hostupAccounts } from "../../sandbox/accounts";
import { expect, expectAccessible, signIn, test } from "../helpers/browser/browser";
import { connect } from "../helpers/browser/filing";

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
  },
);
