import getPort from "get-port";

import { expect, expectAccessible, expectNoSidewaysScroll, test } from "../helpers/browser/browser";
import { CLIENT, startIssuer, type TestIssuer } from "../helpers/issuer/issuer";

const port = await getPort({ host: "127.0.0.1" });
const OIDC_ISSUERS = JSON.stringify([
  {
    id: "northwind",
    name: "Northwind",
    issuer: `http://127.0.0.1:${port}`,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    domains: ["example.com"],
    for: "customers",
  },
]);

test.use({ portalEnv: { OIDC_ISSUERS } });

let issuer: TestIssuer;
test.beforeEach(async ({ portal }) => {
  issuer = await startIssuer({ port, redirects: [`${portal.url}/api/auth/callback/northwind`] });
});
test.afterEach(() => issuer.stop());

test("a person signs in at an issuer and arrives where the link led", async ({ page }) => {
  await page.goto("/tickets?turn=yours#filters");
  await expect(page).toHaveURL(/\/login\?next=/);
  await expectAccessible(page);
  issuer.signInAs("jane", { email: "customer@example.com", email_verified: true });
  await page.getByRole("button", { name: "Sign in with Northwind" }).click();
  await expect(page).toHaveURL(/\/tickets\?turn=yours#filters$/);
  await page.goto("/settings/security");
  const section = page.getByRole("region", { name: "Single sign-on" });
  await expect(section.getByText("customer@example.com")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("an address that is not verified asks for the password once", async ({ page }) => {
  await page.goto("/services");
  issuer.signInAs("colleague", { email: "colleague@example.com", email_verified: false });
  await page.getByRole("button", { name: "Sign in with Northwind" }).click();
  await expect(page.getByRole("heading", { name: "Confirm it’s you" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Link and sign in" }).click();
  await expect(page.getByText("This password doesn’t match")).toBeVisible();
  await page.getByLabel("Password").fill("portal-demo");
  await page.getByRole("button", { name: "Link and sign in" }).click();
  await expect(page).toHaveURL(/\/services$/);
});

test("a person who cancels is told so, and can sign in another way", async ({ page }) => {
  await page.goto("/services");
  issuer.cancel();
  await page.getByRole("button", { name: "Sign in with Northwind" }).click();
  await expect(page.getByText("the sign-in was canceled")).toBeVisible();
  await expect(page).toHaveURL(/next=%2Fservices/);
});
