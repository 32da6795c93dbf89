import { Secret, TOTP } from "otpauth";

import { hostupAccounts } from "../../sandbox/accounts";
import {
  expect,
  expectAccessible,
  signIn,
  signInThroughPage,
  test,
} from "../helpers/browser/browser";
import { saved } from "../helpers/browser/drafts";
import {
  accepted,
  connect,
  expectGoodPage,
  fileHostup,
  fillHostup,
} from "../helpers/browser/filing";
import { mailedPath, scan } from "../helpers/browser/mailed-links";

test.use({ portalEnv: { SECOND_FACTOR: "required" } });
test.describe.configure({ mode: "serial" });

const NEWCOMER = "newcomer@example.com";
const PASSWORD = "four words of mine";
const SUBJECT = "The first ticket of a newcomer";

test("an invited person accepts, sets up a second factor and files a ticket", async ({
  page,
  portal,
  request,
  watch,
}) => {
  await signIn(page, "customer@example.com");
  await connect(page, "HostUp", "Hosting", "API key", hostupAccounts.northwindStaging.key.key);
  await page.goto("/organization");
  const form = page.getByRole("region", { name: "Invite a person" });
  await form.getByLabel("Email").fill(NEWCOMER);
  await form.getByLabel("Role").selectOption("member");
  await form.getByRole("button", { name: "Send invitation" }).click();
  await expect(form.getByText(`We emailed ${NEWCOMER}`)).toBeVisible();
  await expectGoodPage(page);
  await portal.query(
    "UPDATE organization SET requires_second_factor = true WHERE name = 'Northwind Trading'",
  );

  const path = await mailedPath(portal, { to: NEWCOMER, subject: "invited you to" });
  await scan(request, portal, path);
  await page.context().clearCookies();
  await signInThroughPage(page, "customer@contoso.example");
  await page.goto(path);
  await expect(page.getByText("you’re signed in as customer@contoso.example")).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Sign out" }).click();

  await page.getByLabel("Name").fill("Noor Newcomer");
  await expectGoodPage(page);
  await page.getByLabel("New password").fill("password123");
  await page.getByRole("button", { name: "Accept invitation" }).click();
  await expect(page.getByText("on the lists that attackers try first")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Noor Newcomer");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Accept invitation" }).click();

  await expect(
    page.getByRole("heading", { name: "Set up two-factor authentication" }),
  ).toBeVisible();
  await page.goto("/tickets");
  await expect(page).toHaveURL(/\/login\/verify/);
  const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? "";
  await page.getByLabel("Code").fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(
    page.getByRole("list", { name: "Your recovery codes" }).getByRole("listitem"),
  ).toHaveCount(10);
  await page.getByRole("link", { name: "Continue" }).click();
  await fileHostup(page, "Hosting", SUBJECT);
  expect(await accepted(portal.hostup, SUBJECT)).toHaveLength(1);

  // The page may be asking for the ticket.
  watch.expect(/status of 401 .*\/api\/submissions/);
  await page.context().clearCookies();
  await page.goto(path);
  await expect(page.getByText("This invitation no longer works")).toBeVisible();
  await expectGoodPage(page);
});

test(
  "a person with an account signs in by an emailed link on the way, and accepts the invitation",
  { tag: "@once" },
  async ({ page, portal, newVisitor }) => {
    const invited = "elsewhere@example.com";
    await signInThroughPage(page, "customer@contoso.example");
    await page.goto("/organization");
    const form = page.getByRole("region", { name: "Invite a person" });
    await form.getByLabel("Email").fill(invited);
    await form.getByLabel("Role").selectOption("reader");
    await form.getByRole("button", { name: "Send invitation" }).click();
    const path = await mailedPath(portal, { to: invited, subject: "invited you to" });
    // They have joined another organization meanwhile.
    await portal.query(
      `INSERT INTO "user" (id, email, name) VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAV', '${invited}', 'Elsa Where')`,
    );

    const visitor = await newVisitor();
    await visitor.page.goto(path);
    await visitor.page.getByRole("link", { name: "Sign in" }).click();
    const email = visitor.page.getByLabel("Email");
    // While the page is still loading, the address that the tab remembers is put in once more.
    await expect(async () => {
      await email.fill(invited);
      await expect(email).toHaveValue(invited, { timeout: 500 });
    }).toPass();
    await visitor.page.getByRole("button", { name: "Email me a link" }).click();
    const link = await mailedPath(portal, { to: invited, subject: "Your sign-in link and code" });
    await visitor.page.goto(link);
    await visitor.page.getByRole("button", { name: "Sign in" }).click();
    await expect(visitor.page).toHaveURL(new RegExp(`${path}$`));
    await visitor.page.getByRole("button", { name: "Accept invitation" }).click();
    await expect(visitor.page).toHaveURL(/\/(tickets)?$/);
    await visitor.page.goto("/organization");
    await expect(visitor.page.getByText("Contoso").first()).toBeVisible();
  },
);

test(
  "a forgotten password is replaced by an emailed link, without scripts, and other sessions end",
  { tag: "@once" },
  async ({ page, portal, request, browser, newVisitor, watch }) => {
    watch.expect(/status of 401/);
    const email = "karin@kvarnvik.example";
    const elsewhere = await newVisitor();
    await signInThroughPage(elsewhere.page, email);
    const sent = /^If there’s an account with this address, we’ve emailed it a link\./;
    await page.goto("/login");
    await page.getByLabel("Email").fill("nobody@example.com");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(page).toHaveURL(/\/login\/reset$/);
    await expect(page.getByLabel("Email")).toHaveValue("nobody@example.com");
    await expectGoodPage(page);
    await page.getByRole("button", { name: "Send link" }).click();
    await expect(page.getByText(sent)).toBeVisible();
    await expectAccessible(page);

    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: portal.url });
    const plain = await context.newPage();
    await plain.goto("/login/reset");
    await plain.getByLabel("Email").fill(email);
    await plain.getByRole("button", { name: "Send link" }).click();
    await expect(plain.getByText(sent)).toBeVisible();
    const path = await mailedPath(portal, { to: email, subject: "Set a new password" });
    const { to } = (await portal.mail.messages())[0] ?? {};
    expect(to).toBe(email);
    await scan(request, portal, path);
    await plain.goto(path);
    await plain.getByLabel("New password").fill("too short");
    await plain.getByRole("button", { name: "Set password" }).click();
    await expect(plain.getByText("Use at least 10 characters.")).toBeVisible();
    await plain.getByLabel("New password").fill(PASSWORD);
    await plain.getByRole("button", { name: "Set password" }).click();
    await expect(plain).toHaveURL(/\/(tickets)?$/);
    await context.close();

    await elsewhere.page.goto("/tickets");
    await expect(elsewhere.page).toHaveURL(/\/login/);
    await page.goto(path);
    await expect(page.getByText("This link no longer works")).toBeVisible();
    await page.goto("/login");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill("portal-demo");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("Wrong email or password.")).toBeVisible();
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page).toHaveURL(/\/(tickets)?$/);
    await portal.mail.waitFor({ to: email, subject: "Your Ticketbridge password was changed" });
  },
);

test(
  "a device that is revoked while it types keeps its draft, and files nothing",
  { tag: "@once" },
  async ({ page, portal, newVisitor }) => {
    const subject = "Typed on a revoked device";
    const device = await newVisitor();
    device.watch.expect(/status of 401/);
    await signInThroughPage(device.page, "customer@contoso.example");
    await connect(device.page, "HostUp", "Shop", "API key", hostupAccounts.contoso.key.key);
    await fillHostup(device.page, "Shop", subject);
    await saved(device.page);

    await signInThroughPage(page, "customer@contoso.example");
    await page.goto("/settings/security");
    const sessions = page.getByRole("region", { name: "Sessions" });
    const revoke = sessions.getByRole("button", { name: /^Revoke .*, signed in / });
    // The one that was used last.
    await revoke.first().press("Enter");
    await expect(sessions.getByText("The session was revoked.")).toBeFocused();

    await device.page.getByLabel("Message").fill("A long story, continued.");
    await device.page.getByRole("button", { name: "File ticket" }).click();
    await expect(
      device.page
        .getByText(/session has ended/i)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    await expect(device.page.getByLabel("Message")).toHaveValue("A long story, continued.");
    expect(await accepted(portal.hostup, subject)).toEqual([]);
    expect(
      await portal.query(
        "SELECT 1 FROM submission s JOIN connection c ON c.id = s.connection_id WHERE c.label = 'Shop'",
      ),
    ).toEqual([]);
    await signInThroughPage(device.page, "customer@contoso.example");
    await device.page.goto("/tickets/new");
    await expect(device.page.getByLabel("Subject")).toHaveValue(subject);
    await expect(device.page.getByLabel("Message")).toHaveValue("A long story, continued.");
  },
);

test(
  "a new address is confirmed from its email, and the old one gets an email too",
  { tag: "@once" },
  async ({ page, portal, request }) => {
    const [old, email] = ["jonas@kvarnvik.example", "jonas.h@kvarnvik.example"];
    await signInThroughPage(page, old);
    await page.goto("/settings/security");
    const section = page.getByRole("region", { name: "Email address" });
    await section.getByLabel("New email address").fill(email);
    await section.getByRole("button", { name: "Change address" }).click();
    await expect(section.getByText(`We emailed a link to ${email}.`)).toBeVisible();
    // A field halfway under the sticky header counts as too small.
    await page.evaluate(() => scrollTo(0, 0));
    await expectGoodPage(page);
    await portal.mail.waitFor({
      to: old,
      subject: "Your email address for Ticketbridge is about to change",
    });
    const path = await mailedPath(portal, {
      to: email,
      subject: "Confirm your new email address for Ticketbridge",
    });
    await scan(request, portal, path);
    await page.goto(path);
    await expectGoodPage(page);
    await page.getByRole("button", { name: "Confirm address" }).click();
    await expect(page.getByText(`Your address is now ${email}.`)).toBeVisible();
    await expect(section.getByText(`You sign in with ${email}.`)).toBeVisible();
    for (const to of [email, old])
      await portal.mail.waitFor({
        to,
        subject: "Your email address for Ticketbridge was changed",
      });
    await page.context().clearCookies();
    await signInThroughPage(page, email);
    await expect(page).toHaveURL(/\/(tickets)?$/);

    await page.goto("/settings/security");
    await section.getByLabel("New email address").fill("thief@example.com");
    await section.getByRole("button", { name: "Change address" }).click();
    await expect(section.getByText("We emailed a link to thief@example.com.")).toBeVisible();
    const stop = await mailedPath(portal, { to: email, subject: "is about to change" });
    await scan(request, portal, stop);
    await page.context().clearCookies();
    await page.goto(`${stop}?lang=sv`);
    await expect(page.getByRole("heading", { name: "Behåll din adress" })).toBeVisible();
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByText(`from ${email} to thief@example.com`)).toBeVisible();
    await expectGoodPage(page);
    await page.getByRole("button", { name: "Stop the change" }).click();
    await expect(page.getByText("The change was stopped.")).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(email);
    await expectGoodPage(page);
    await page.goto(stop);
    await expect(page.getByText("This link no longer works.")).toBeVisible();
  },
);
