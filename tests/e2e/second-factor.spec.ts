import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";

import { DEMO_PASSWORD } from "../../prisma/people";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "../helpers/browser/browser";

test.use({ portalEnv: { SECOND_FACTOR: "required" } });
test.describe.configure({ mode: "serial" });

const LINK = "/staff/tickets?turn=yours#content";
let secret: string;
let codes: string[];

/**
 * The neighbouring steps' codes are accepted too, each only once. The current and the next one stay
 * valid if a step ends before the code is sent.
 */
const codeOf = (steps: 0 | 1) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

async function enterPassword(page: Page): Promise<void> {
  await page.getByLabel("Email").fill("staff@example.com");
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/login\/verify/);
}

const isAtLink = (page: Page) =>
  expect.poll(() => new URL(page.url()).href.slice(new URL(page.url()).origin.length)).toBe(LINK);

test("staff set up an authenticator app at sign-in, and then see the page they wanted @once", async ({
  page,
  watch,
}) => {
  watch.expect(/status of 400 .*\/api\/sign-in\/authenticator/);
  await page.goto(LINK);
  await enterPassword(page);
  await expect(
    page.getByRole("heading", { name: "Set up two-factor authentication" }),
  ).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto("/staff/tickets");
  await expect(page).toHaveURL(/\/login\/verify/);
  await page.goto(`/login/verify?next=${encodeURIComponent(LINK)}`);
  secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? "";
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("This code isn’t valid.")).toBeVisible();
  await page.getByLabel("Code").fill(codeOf(0));
  await page.getByRole("button", { name: "Verify" }).click();
  const list = page.getByRole("list", { name: "Your recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  codes = await list.getByRole("listitem").allTextContents();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Continue" }).click();
  await isAtLink(page);
});

test("the next sign-in asks for a code, and a deep link keeps its fragment @once", async ({
  page,
}) => {
  await page.goto(LINK);
  await enterPassword(page);
  await expect(page.getByText("Lost your app and your recovery codes?")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("This code isn’t valid.")).toBeVisible();
  await expect(page.getByLabel("Code")).toHaveValue("000000");
  await page.getByLabel("Code").fill(codeOf(1));
  await page.getByRole("button", { name: "Verify" }).click();
  await isAtLink(page);
});

test("a recovery code signs in too, and the page says how many are left @once", async ({
  page,
}) => {
  await page.goto("/settings/security");
  await enterPassword(page);
  await page.getByLabel("Code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page).toHaveURL(/\/settings\/security$/);
  const section = page.getByRole("region", { name: "Authenticator app" });
  await expect(section.getByText("9 recovery codes left.")).toBeVisible();
  await expect(section.getByRole("button", { name: "Turn off" })).toHaveCount(0);
  const sessions = page.getByRole("region", { name: "Sessions" });
  await expect(sessions.getByText("Password and recovery code")).toBeVisible();
  await expect(sessions.getByText("Network")).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
