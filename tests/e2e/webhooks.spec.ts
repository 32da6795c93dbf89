import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";

test(
  "a manager adds a webhook, sees its secret once, tests and removes it",
  { tag: "@once" },
  async ({ page }) => {
    await signIn(page, "customer@example.com");
    await page.goto("/organization");
    const panel = page.getByRole("region", { name: "Webhooks" });
    await panel.getByLabel("Address").fill("http://localhost/hook");
    await panel.getByRole("button", { name: "Add a webhook" }).click();
    await expect(panel.getByLabel("Address")).toBeFocused();
    await expect(panel.getByText("begins with https:// and has")).toBeVisible();
    await panel.getByLabel("Address").fill("https://localhost/hook");
    await panel.getByLabel("Only these:").check();
    await panel.getByLabel("The provider answered").check();
    await panel.getByRole("button", { name: "Add a webhook" }).click();
    await expect(page.locator(":focus")).toHaveText("The webhook is on");
    await expect(panel.getByText(/^whsec_/)).toBeVisible();
    await expectAccessible(page);
    await panel.getByRole("link", { name: "Open the webhook" }).click();
    await expect(page.getByRole("heading", { name: "localhost" })).toBeVisible();
    expect(await page.content()).not.toContain("whsec_");
    await expect(page.getByLabel("The provider answered")).toBeChecked();

    await page.getByRole("button", { name: "Send a test" }).click();
    await expect(page.getByText("It wasn’t delivered. The list below shows why.")).toBeVisible();
    const deliveries = page.getByRole("region", { name: "Deliveries" }).getByRole("listitem");
    await expect(deliveries).toHaveCount(1);
    await expect(deliveries).toContainText("the address isn’t on the public internet");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(panel.getByText("No webhooks yet.")).toBeVisible();
  },
);
