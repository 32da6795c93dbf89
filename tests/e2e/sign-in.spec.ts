import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";

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

test(
  "a wrong password is told on the page, and nobody is signed in",
  { tag: "@once" },
  async ({ page, watch }) => {
    watch.expect(/status of 401/);
    await page.goto("/login");
    await page.getByLabel("Email").fill("customer@example.com");
    await page.getByLabel("Password").fill("not-the-password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("Wrong email or password.")).toBeVisible();
    await page.goto("/tickets");
    await expect(page).toHaveURL(/\/login/);
  },
);

test(
  "two people can be signed in at the same time, each with a browser of their own",
  { tag: "@once" },
  async ({ page, newVisitor }) => {
    await signIn(page, "customer@example.com");
    const staff = await newVisitor();
    await signIn(staff.page, "staff@example.com");
    await staff.page.goto("/staff/tickets");
    await expect(staff.page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.goto("/tickets");
    await expect(page.getByRole("heading", { name: "Tickets", exact: true })).toBeVisible();
  },
);
