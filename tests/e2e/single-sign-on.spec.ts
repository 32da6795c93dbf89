import type { Page } from "@playwright/test";
import getPort from "get-port";

import { DEMO_PASSWORD } from "../../prisma/people";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";
import { watchSecrets } from "../helpers/browser/leaks";
import { PORTAL_CLIENT, startIssuer, type TestIssuer } from "../helpers/issuer/issuer";

let port = 0;

test.use({
  portalEnv: async ({}, use) => {
    port ||= await getPort({ host: "127.0.0.1" });
    const OIDC_ISSUERS = JSON.stringify([
      {
        id: "northwind",
        name: "Northwind",
        issuer: `http://127.0.0.1:${port}`,
        clientId: PORTAL_CLIENT.id,
        clientSecret: PORTAL_CLIENT.secret,
        domains: ["example.com"],
        for: "customers",
      },
    ]);
    await use({ OIDC_ISSUERS });
  },
});

let issuer: TestIssuer;
test.beforeEach(async ({ portal }) => {
  issuer = await startIssuer({ port, redirects: [`${portal.url}/api/auth/callback/northwind`] });
});
test.afterEach(async ({ portal }) => {
  watchSecrets([PORTAL_CLIENT.secret, ...issuer.issued]);
  await issuer.stop();
  await portal.query("DELETE FROM identity");
});

const verified = (email: string) => ({ email, email_verified: true });
const signInAtIssuer = (page: Page) =>
  page.getByRole("button", { name: "Sign in with Northwind" }).click();
const sectionOn = (page: Page) => page.getByRole("region", { name: "Single sign-on" });

test("a person signs in at an issuer and arrives where the link led", async ({ page }) => {
  await page.goto("/tickets?turn=yours#filters");
  await expect(page).toHaveURL(/\/login\?next=/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  issuer.signInAs("jane", verified("customer@example.com"));
  await signInAtIssuer(page);
  await expect(page).toHaveURL(/\/tickets\?turn=yours#filters$/);
  await page.goto("/settings/security");
  await expect(sectionOn(page).getByText("customer@example.com")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("an unverified address asks for the password once @once", async ({ page }) => {
  await page.goto("/services#list");
  issuer.signInAs("colleague", { email: "colleague@example.com", email_verified: false });
  await signInAtIssuer(page);
  await expect(page.getByRole("heading", { name: "Confirm that it’s you" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expect(page.getByLabel("Password")).toBeFocused();
  await page.keyboard.type("wrong");
  await page.getByRole("button", { name: "Link and sign in" }).click();
  await expect(page.getByText("This password doesn’t match")).toBeVisible();
  await expect(page.getByLabel("Password")).toBeFocused();
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/services#list$/);
});

test("a person who cancels sees a message, and can sign in another way @once", async ({ page }) => {
  await page.goto("/services");
  issuer.cancel();
  await signInAtIssuer(page);
  await expect(page.getByText("the sign-in was canceled")).toBeVisible();
  await expect(page).toHaveURL(/next=%2Fservices/);
  await expectAccessible(page);
  await page.getByLabel("Email").fill("customer@example.com");
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/services$/);
});

test("settings link and remove an issuer, after re-authentication @once", async ({
  page,
  portal,
}) => {
  await signIn(page, "colleague@example.com");
  await portal.query("UPDATE session SET proved_at = now() - interval '11 minutes'");
  await page.goto("/settings/security");
  const section = sectionOn(page);
  issuer.cancel();
  await section.getByRole("button", { name: "Link Northwind" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });
  await dialog.getByLabel("Password").fill(DEMO_PASSWORD);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(section.getByText("Nothing was linked: the sign-in was canceled")).toBeVisible();

  issuer.signInAs("private", verified("me@elsewhere.example"));
  await section.getByRole("button", { name: "Link Northwind" }).click();
  await expect(section.getByText("The sign-in is linked to your account.")).toBeVisible();
  await expect(section.getByText("me@elsewhere.example")).toBeVisible();
  await portal.mail.waitFor({
    to: "colleague@example.com",
    subject: "now sign in to Ticketbridge with Northwind",
  });

  await portal.query("UPDATE session SET proved_at = now() - interval '11 minutes'");
  const remove = section.getByRole("button", { name: "Remove Northwind" });
  await remove.click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await remove.click();
  await dialog.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(section.getByText("Northwind was removed.")).toBeVisible();
  await expect(section.getByText("me@elsewhere.example")).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await portal.mail.waitFor({
    to: "colleague@example.com",
    subject: "no longer sign in to Ticketbridge with Northwind",
  });
});

test(
  "the keyboard alone leads through an issuer, which works without scripts too",
  { tag: "@once" },
  async ({ page, browser, portal }) => {
    issuer.signInAs("jane", verified("customer@example.com"));
    await page.goto("/services");
    const button = page.getByRole("button", { name: "Sign in with Northwind" });
    await expect(page.getByLabel("Email")).toBeFocused();
    for (let step = 0; step < 10; step++) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/services$/);
    const bare = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false });
    const visitor = await bare.newPage();
    await visitor.goto("/services");
    await signInAtIssuer(visitor);
    await expect(visitor).toHaveURL(/\/services$/);
    await bare.close();
  },
);
