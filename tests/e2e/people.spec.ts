import type { Page } from "@playwright/test";

import { DEMO_PASSWORD } from "../../prisma/people";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";

test.describe.configure({ mode: "serial" });

const dialog = (page: Page) => page.getByRole("dialog").filter({ visible: true });
const row = (page: Page, name: string) => page.getByRole("listitem", { name });

/** Opens a dialog, and answers it by its own button. */
async function confirm(page: Page, button: string, submit: string, role?: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await expectAccessible(page);
  if (role) await dialog(page).getByLabel(/role/i).selectOption(role);
  await dialog(page).getByRole("button", { name: submit, exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
}

const expectFocusOn = (page: Page, text: string) => expect(page.locator(":focus")).toHaveText(text);

async function expectSignedOut(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page).toHaveURL(/\/login\?next=/);
}

test(
  "a manager changes a role and removes a person, whose open page is refused both times",
  { tag: "@once" },
  async ({ page, newVisitor, portal }) => {
    const colleague = await newVisitor();
    colleague.watch.expect(/status of 401/);
    await signIn(colleague.page, "colleague@example.com");
    await colleague.page.goto("/tickets");
    await signIn(page, "customer@example.com");
    await page.goto("/organization");
    await confirm(page, "Change role of Sam Colleague", "Save", "reader");
    await expect(page.getByText("The role of Sam Colleague was changed.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Change role of Sam Colleague" })).toBeFocused();
    await expect(row(page, "Sam Colleague").getByText("Reader", { exact: true })).toBeVisible();
    await expectSignedOut(colleague.page, "/tickets");
    const mail = await portal.mail.waitFor({
      to: "colleague@example.com",
      subject: "Your role in",
    });
    expect(mail.text).toContain("You were signed out everywhere.");

    await signIn(colleague.page, "colleague@example.com");
    await colleague.page.goto("/organization");
    await expect(row(colleague.page, "Jane Example")).toBeVisible();
    await expect(colleague.page.getByRole("button", { name: /^(Remove|Change)/ })).toHaveCount(0);
    await expect(colleague.page.getByLabel("Require two-factor authentication")).toHaveCount(0);
    await expect(colleague.page.getByRole("heading", { name: "Invite a person" })).toHaveCount(0);

    await confirm(page, "Remove Sam Colleague from Northwind Trading?", "Remove from organization");
    await expect(row(page, "Sam Colleague")).toHaveCount(0);
    await expect(page.getByText("Sam Colleague was removed.")).toBeVisible();
    await expectFocusOn(page, "Sam Colleague was removed.");
    await expect(row(page, "Jane Example").getByText(/^You’re the only manager/)).toBeVisible();
    await expectSignedOut(colleague.page, "/organization");
    await signIn(colleague.page, "colleague@example.com");
    await colleague.page.goto("/organization");
    await expect(colleague.page.getByText("No organization")).toBeVisible();
    await expectAccessible(colleague.page);
  },
);

test(
  "a manager requires a second factor, and proves who they are first",
  { tag: "@once" },
  async ({ page, portal }) => {
    await signIn(page, "customer@example.com");
    await page.goto("/organization");
    const required = page.getByLabel("Require two-factor authentication");
    await expect(required).toHaveAccessibleDescription(
      /This portal doesn’t enforce it at the moment, so no one will be asked/,
    );
    await portal.query("UPDATE session SET proved_at = NULL");
    await required.check();
    await dialog(page).getByLabel("Password").fill(DEMO_PASSWORD);
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(required).toBeChecked();
    await expectAccessible(page);
  },
);

test(
  "an administrator creates an organization, invites to it, and disables a person at once",
  { tag: "@once" },
  async ({ page, newVisitor, portal }) => {
    const person = await newVisitor();
    person.watch.expect(/status of 401/);
    await signIn(person.page, "malin@contoso.example");
    await signIn(page, "admin@example.com");
    await page.goto("/staff/organizations");
    await page.getByRole("button", { name: "New organization" }).click();
    await dialog(page).getByRole("button", { name: "Create" }).click();
    await expect(dialog(page).getByText("Enter a name")).toBeVisible();
    await dialog(page).getByLabel("Name").fill("Fabrikam");
    await dialog(page).getByRole("button", { name: "Create" }).click();
    await expect(page.getByRole("heading", { name: "Fabrikam", level: 1 })).toBeVisible();
    await page.getByLabel("Email").fill("new@fabrikam.example");
    await expect(page.getByLabel("Role")).toHaveValue("manager");
    await page.getByRole("button", { name: "Send invitation" }).click();
    await expect(row(page, "new@fabrikam.example").getByText("Manager")).toBeVisible();
    await expect(page.getByLabel("Email")).toBeFocused();
    await expect(page.getByLabel("Email")).toHaveValue("");
    await expect(page.getByLabel("Role")).toHaveValue("member");
    await portal.mail.waitFor({ to: "new@fabrikam.example" });
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send again to new@fabrikam.example" }).click();
    await expect(row(page, "new@fabrikam.example").getByText(/^We emailed/)).toBeVisible();
    await expectFocusOn(page, "Send again");
    const withdraw = "Withdraw the invitation for new@fabrikam.example?";
    await confirm(page, withdraw, "Withdraw");
    await expectFocusOn(page, "The invitation for new@fabrikam.example was withdrawn.");
    await confirm(page, "Rename", "Save");
    await expectFocusOn(page, "Rename");

    await page.goto("/staff/people");
    await page.getByRole("searchbox").fill("malin");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/q=malin/);
    await page.getByRole("link", { name: "Malin Åberg" }).click();
    await expect(page.getByRole("heading", { name: "Malin Åberg", level: 1 })).toBeVisible();
    await portal.query(
      `INSERT INTO authenticator (user_id, sealed_secret, confirmed_at)
       SELECT id, 'x', now() FROM "user" WHERE email = 'malin@contoso.example'`,
    );
    await page.reload();
    await confirm(page, "Reset two-factor authentication", "Reset two-factor authentication");
    await expectFocusOn(page, "Two-factor authentication for Malin Åberg was reset.");
    await expect(page.getByText("Two-factor authentication reset · Alex Admin")).toBeVisible();
    await expectSignedOut(person.page, "/tickets");
    await signIn(person.page, "malin@contoso.example");
    await confirm(page, "Disable", "Disable");
    await expect(page.getByText("Disabled · Alex Admin")).toBeVisible();
    await expect(page.getByText("Malin Åberg was disabled.")).toBeVisible();
    await expectFocusOn(page, "Enable");
    await expectSignedOut(person.page, "/tickets");
  },
);

test("staff see people and organizations, and can change neither", async ({ page, portal }) => {
  await portal.query(
    `UPDATE organization SET name = repeat('Kvarnvik', 12) WHERE name LIKE 'Kvarnvik%'`,
  );
  await signIn(page, "staff@example.com");
  for (const [list, name] of [
    ["/staff/people", "Karin Wallin"],
    ["/staff/organizations", /^Kvarnvik/],
  ] as const) {
    await page.goto(list);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await expect(page.getByRole("button", { name: "New organization" })).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Invite a person" })).toHaveCount(0);
    await page.getByRole("link", { name }).click();
    await expect(page.getByText("Only administrators can change this")).toBeVisible();
    await expect(
      page
        .getByRole("main")
        .getByRole("button", { name: /role|remove|disable|rename|reset|sign/i }),
    ).toHaveCount(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});
