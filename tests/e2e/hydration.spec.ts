import type { Page } from "@playwright/test";

import { hostupAccounts } from "../../sandbox/accounts";
import { expect, signIn, test } from "../helpers/browser/browser";

/** Holds all scripts back, as a slow line does, until the function that it returns is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/_next/static/**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test(
  "what is typed before the page is alive stays, and is kept as a draft",
  { tag: "@once" },
  async ({ page }) => {
    await signIn(page, "customer@example.com");
    await page.goto("/connections/new");
    await page.getByLabel("Label").fill("Hosting of the impatient");
    await page.getByLabel("API key").fill(hostupAccounts.northwindStaging.key.key);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByRole("listitem", { name: "Hosting of the impatient" })).toBeVisible();
    const letGo = await holdScripts(page);
    await page.goto("/tickets/new", { waitUntil: "commit" });
    await page.getByLabel("Subject").fill("Typed at once");
    await page.getByLabel("Message").fill("Before anything was loaded.");
    letGo();
    await expect(page.getByText(/^Saved /)).toBeVisible();
    await expect(page.getByLabel("Subject")).toHaveValue("Typed at once");
    await page.reload();
    await expect(page.getByLabel("Subject")).toHaveValue("Typed at once");
    await expect(page.getByLabel("Message")).toHaveValue("Before anything was loaded.");
    // Other journeys of this portal begin with an empty form.
    await page.getByRole("button", { name: "Discard draft" }).click();
    await expect(page.getByText("Draft discarded.")).toBeVisible();
  },
);

test(
  "an address typed as the page comes alive replaces the remembered one",
  { tag: "@once" },
  async ({ page }) => {
    const address = page.getByLabel("Email");
    await page.goto("/login");
    await address.fill("earlier@example.com");
    const letGo = await holdScripts(page);
    await page.goto("/login", { waitUntil: "commit" });
    await address.focus();
    letGo();
    await expect(address).toHaveValue("earlier@example.com");
    await page.keyboard.insertText("customer@example.com");
    await expect(address).toHaveValue("customer@example.com");
  },
);

test(
  "a key that is entered before the page is alive goes into no address",
  { tag: "@once" },
  async ({ page }) => {
    await signIn(page, "customer@example.com");
    const letGo = await holdScripts(page);
    await page.goto("/connections/new", { waitUntil: "commit" });
    await page.getByLabel("Label").fill("Hosting in a hurry");
    await page.getByLabel("API key").fill("entered-too-early");
    await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeDisabled();
    await page.keyboard.press("Enter");
    await page.waitForTimeout(500);
    expect(page.url()).toMatch(/\/connections\/new$/);
    letGo();
    await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeEnabled();
    await expect(page.getByLabel("API key")).toHaveValue("entered-too-early");
  },
);
