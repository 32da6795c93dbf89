import type { Page } from "@playwright/test";

import { DEMO_PASSWORD } from "../../prisma/people";
import { hostupAccounts } from "../../sandbox/accounts";
import type { PasskeyDevice } from "../helpers/auth/passkey-device";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";
import { givePasskeyDevice, usePasskeyDevice } from "../helpers/browser/passkey";
import type { TestPortal } from "../helpers/browser/portal";

test.use({ portalEnv: { SECOND_FACTOR: "required" } });
test.describe.configure({ mode: "serial" });

const JANE = "customer@example.com";
const SAM = "colleague@example.com";
const LABEL = "Hosting behind every door";
const KEY = hostupAccounts.northwindStaging.key.key;
const SUBJECT = "Your sign-in link and code";

/** Jane's, with the one passkey that she has. */
let device: PasskeyDevice;

const isAt = (page: Page, path: string) =>
  expect
    .poll(() => page.url().slice(new URL(page.url()).origin.length), { timeout: 15_000 })
    .toBe(path);

/** Makes the last sign-in as old as it takes to be asked again. */
const age = (portal: TestPortal) =>
  portal.query("UPDATE session SET proved_at = now() - interval '11 minutes'");

const sessionsOf = async (portal: TestPortal, email: string) => {
  const [row] = await portal.query(
    `SELECT count(*)::int AS count FROM session s JOIN "user" u ON u.id = s.user_id WHERE u.email = '${email}'`,
  );
  return row?.count;
};

async function askForLink(page: Page, portal: TestPortal, email: string) {
  await portal.mail.clear();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  return readLink(portal, email);
}

async function readLink(portal: TestPortal, email: string) {
  const { text } = await portal.mail.waitFor({ to: email, subject: SUBJECT });
  const [, path = ""] = /https?:\/\/[^/\s]+(\/link\/[\w-]+)/.exec(text) ?? [];
  const [code = ""] = /\b\d{6}\b/.exec(text.replaceAll(/https?:\S+/g, "")) ?? [];
  expect(path).not.toBe("");
  return { path, code };
}

async function enterPassword(page: Page): Promise<void> {
  await page.getByLabel("Email").fill(JANE);
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("ten minutes after signing in, a new key requires the password again, and nothing typed is lost @once", async ({
  page,
  context,
  portal,
}) => {
  device = await usePasskeyDevice(context, portal.url);
  await signIn(page, JANE);
  await page.goto("/settings/security");
  const passkeys = page.getByRole("region", { name: "Passkeys" });
  await passkeys.getByLabel("Name").fill("Jane’s phone");
  await passkeys.getByRole("button", { name: "Add a passkey" }).click();
  await expect(passkeys.getByText("The passkey was added.")).toBeVisible();
  await expect(passkeys.getByRole("listitem")).toContainText("Jane’s phone");
  const app = page.getByRole("region", { name: "Authenticator app" });
  await app.getByRole("button", { name: "Set up" }).press("Enter");
  await expect(app.getByLabel("Code")).toBeFocused();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await app.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(app.getByRole("button", { name: "Set up" })).toBeFocused();

  await passkeys.getByRole("button", { name: "Rename Jane’s phone" }).press("Enter");
  await page.getByRole("dialog").getByLabel("Name").fill("Jane’s key");
  await page.keyboard.press("Enter");
  await expect(passkeys.getByText("The passkey was renamed.")).toBeFocused();
  await expect(passkeys.getByRole("listitem")).toContainText("Jane’s key");

  await age(portal);
  await passkeys.getByRole("button", { name: /^Remove / }).press("Enter");
  const removal = page.getByRole("dialog", { name: /^Remove / });
  const remove = removal.getByRole("button", { name: "Remove", exact: true });
  await remove.press("Enter");
  const proof = page.getByRole("dialog", { name: "Confirm that it’s you" });
  await expect(proof.getByLabel("Password")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(remove).toBeFocused();

  await page.goto("/connections/new");
  await page.getByLabel("Label").fill(LABEL);
  await page.getByLabel("API key").fill(KEY);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const connection = page.getByRole("listitem", { name: LABEL });
  await connection.getByRole("button", { name: "Replace key" }).click();
  const replace = page.getByRole("dialog", { name: /^Replace the key/ });
  const key = replace.getByLabel("API key", { exact: true });
  const send = () => replace.getByRole("button", { name: "Save new key" }).click();

  await age(portal);
  await key.fill(KEY);
  await send();
  await expect(proof.getByLabel("Password")).toBeFocused();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.keyboard.type("not-the-password");
  await page.keyboard.press("Enter");
  await expect(proof.getByText("Wrong password. Please try again.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(proof).toBeHidden();
  await expect(key).toHaveValue(KEY);
  await send();
  await proof.getByLabel("Password").fill("not-the-password");
  await page.keyboard.press("Enter");
  await expect(proof.getByText("Wrong password. Please try again.")).toBeVisible();
  await proof.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(replace).toBeHidden();

  await age(portal);
  await connection.getByRole("button", { name: "Replace key" }).click();
  await key.fill(KEY);
  await send();
  await proof.getByRole("button", { name: "Use a passkey instead" }).click();
  await proof.getByRole("button", { name: "Confirm" }).click();
  await expect(replace).toBeHidden();
});

test(
  "a deep link ends exactly there after every way of signing in",
  { tag: "@once" },
  async ({ newVisitor, portal }) => {
    const find = `
      SELECT m.ticket_id, m.position FROM message m
      JOIN ticket t ON t.id = m.ticket_id
      JOIN connection c ON c.id = t.connection_id
      WHERE c.label = '${LABEL}' ORDER BY m.ticket_id, m.position LIMIT 1`;
    await expect(async () => expect(await portal.query(find)).not.toEqual([])).toPass();
    const [found] = await portal.query(find);
    const link = `/tickets/${String(found?.ticket_id)}#message-${String(found?.position)}`;

    await test.step("password, then the passkey as the second factor", async () => {
      await portal.query("UPDATE organization SET requires_second_factor = true");
      const { page } = await newVisitor();
      await givePasskeyDevice(page.context(), device);
      await page.goto(link);
      await enterPassword(page);
      await expect(page.getByRole("heading", { name: "Use your passkey" })).toBeVisible();
      await expect(page.getByLabel("Code")).toHaveCount(0);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await isAt(page, link);
    });

    await test.step("passkey alone", async () => {
      const { page } = await newVisitor();
      await givePasskeyDevice(page.context(), device);
      await page.goto(link);
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await isAt(page, link);
    });

    await portal.query("UPDATE organization SET requires_second_factor = false");
    await test.step("password", async () => {
      const { page } = await newVisitor();
      await page.goto(link);
      await enterPassword(page);
      await isAt(page, link);
    });

    await test.step("a link by mail, in another tab", async () => {
      const { page } = await newVisitor();
      await page.goto(link);
      const mail = await askForLink(page, portal, JANE);
      const tab = await page.context().newPage();
      await tab.goto(mail.path);
      await tab.getByRole("button", { name: "Sign in" }).click();
      await isAt(tab, link);
    });

    await test.step("the code of the mail, where it was asked for", async () => {
      const { page } = await newVisitor();
      await page.goto(link);
      await askForLink(page, portal, JANE);
      await expectAccessible(page);
      await page.getByLabel("Code").fill("12345");
      await page.getByRole("button", { name: "Verify" }).click();
      await expect(page.getByText("Enter the six digits from the email.")).toBeVisible();
      await page.getByRole("link", { name: "Back to sign-in" }).click();
      await expect(page.getByLabel("Email")).toHaveValue(JANE);
      await askForLink(page, portal, JANE);
      await portal.mail.clear();
      await page.getByRole("button", { name: "Send again" }).click();
      await expect(page.getByText("Sent again.")).toBeVisible();
      const { code } = await readLink(portal, JANE);
      await page.getByLabel("Code").fill(code);
      await page.getByRole("button", { name: "Verify" }).click();
      await isAt(page, link);
    });
  },
);

test(
  "a scanner that opens a link three times gets no session, and leaves it to the person",
  { tag: "@once" },
  async ({ page, newVisitor, portal }) => {
    await page.goto("/login");
    const { path } = await askForLink(page, portal, SAM);
    const before = await sessionsOf(portal, SAM);
    for (const method of ["GET", "HEAD", "GET", "HEAD", "GET", "HEAD"]) {
      const answer = await fetch(`${portal.url}${path}`, { method });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.headers.getSetCookie().join(" ")).not.toContain("session-token");
    }
    expect(await sessionsOf(portal, SAM)).toBe(before);
    const person = await newVisitor();
    await person.page.goto(path);
    await expect(person.page.getByText(SAM)).toBeVisible();
    await expectAccessible(person.page);
    await person.page.getByRole("button", { name: "Sign in" }).click();
    await expect(person.page).not.toHaveURL(/\/(link|login)/);
    expect(await sessionsOf(portal, SAM)).toBe(Number(before) + 1);
    const late = await newVisitor();
    await late.page.goto(path);
    await expect(
      late.page.getByRole("heading", { name: "This link no longer works" }),
    ).toBeVisible();
  },
);

test("the sign-in page keeps the address when a link is refused", async ({
  page,
  portal,
  watch,
}) => {
  // Passkeys are offered on the page, and count too.
  watch.expect(/status of 429/);
  await page.goto("/login");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  for (const _attempt of ["within the limit", "beyond it"]) {
    await page.goto("/login");
    await page.getByLabel("Email").fill("nobody@example.com");
    await page.getByRole("button", { name: "Email me a link" }).click();
    await expect(page).toHaveURL(/\/login\/verify|error=/);
    await portal.query("UPDATE rate_limit SET points = points + 10000");
  }
  await expect(page.getByText("Too many attempts. Try again in 15 minutes.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("nobody@example.com");
  await portal.query("DELETE FROM rate_limit");
});
