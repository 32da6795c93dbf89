import { expect, expectAccessible, expectNoSidewaysScroll, test } from "../helpers/browser/browser";

test("a visitor is sent to the sign-in page, and after it to the page they wanted", async ({
  page,
}) => {
  await page.goto("/tickets?turn=yours");
  await expect(page).toHaveURL(/\/login\?next=/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel("Email").fill("customer@example.com");
  await page.getByLabel("Password").fill("portal-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/tickets\?turn=yours/);
  await expect(page.getByRole("heading", { name: "Tickets", exact: true })).toBeVisible();
});
