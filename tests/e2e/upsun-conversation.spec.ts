import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { hostupAccounts, upsunAccounts } from "../../sandbox/accounts";
import { expect, signIn, test } from "../helpers/browser/browser";
import {
  accepted,
  connect,
  conversation,
  expectGoodPage,
  heading,
  isTicket,
} from "../helpers/browser/filing";
import { GIF } from "../helpers/gif";

// A conversation at Upsun, which this portal may read and answer.
test.describe.configure({ mode: "serial" });

/** Upsun's status page reports an incident; HostUp's fails. */
const PROBLEM = "Deployments are slow";
const SUMMARY = {
  page: { name: "Upsun", url: "https://status.upsun.example" },
  status: { description: "Minor outage", indicator: "minor" },
  components: [],
  incidents: [{ name: PROBLEM, impact: "minor", status: "investigating" }],
};
const statusPage = createServer(({ url }, answer) => {
  answer.statusCode = url === "/upsun.json" ? 200 : 503;
  answer.setHeader("content-type", "application/json").end(JSON.stringify(SUMMARY));
});
test.afterAll(() => void statusPage.close());

test.use({
  portalEnv: async ({}, use) => {
    if (!statusPage.listening) {
      statusPage.listen(0, "127.0.0.1");
      await once(statusPage, "listening");
    }
    const { port } = statusPage.address() as AddressInfo;
    const at = `http://127.0.0.1:${port}`;
    await use({
      UPSUN_CONVERSATION: "reply",
      UPSUN_STATUS_URL: `${at}/upsun.json`,
      HOSTUP_STATUS_URL: `${at}/hostup.json`,
    });
  },
});

const ACCOUNT = "Apps to talk about";
const OTHER_ACCOUNT = "Hosting to talk about";
const SUBJECT = "The deploy hangs at the hooks";
const LOG = {
  name: "deploy.log",
  mimeType: "text/plain",
  buffer: Buffer.from("hooks: waiting for lock\n"),
};
const SCREENSHOT = { name: "screen.gif", mimeType: "image/gif", buffer: Buffer.from(GIF) };
const REPLY = "It holds a lock, see the log.\n\n$ cat lock\n4711";

let address = "";
let externalId = "";

test("a ticket at Upsun is filed, and takes a reply with files and code", async ({
  page,
  context,
  portal,
  t,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, "customer@example.com");
  const { key } = hostupAccounts.northwindStaging.key;
  await connect(page, "HostUp", OTHER_ACCOUNT, t("hostup.apiKey"), key);
  await connect(page, "Upsun", ACCOUNT, t("upsun.apiToken"), upsunAccounts.contoso.key.key);
  await page.goto("/tickets/new");
  const picker = page.locator("form:has(#account)");
  const height = (await picker.boundingBox())?.height;
  await page.getByLabel(t("filing.account")).selectOption({ label: `HostUp · ${OTHER_ACCOUNT}` });
  await expect(page.getByText(t("filing.openingForm")).first()).toBeVisible();
  expect((await picker.boundingBox())?.height).toBe(height);
  await expect(page.getByText(t("providerStatus.unknown", { provider: "HostUp" }))).toBeVisible();
  await expectGoodPage(page);
  await page.getByLabel(t("filing.account")).selectOption({ label: `Upsun · ${ACCOUNT}` });
  const status = page.getByRole("paragraph").filter({ hasText: PROBLEM });
  await expect(status).toBeVisible();
  await expect(status.getByRole("link", { name: t("providerStatus.page") })).toBeVisible();
  await page.getByLabel(t("upsunForm.project")).selectOption({ index: 1 });
  await page.getByLabel(t("filing.subject")).fill(SUBJECT);
  await page.getByLabel(t("filing.message")).fill("Since 02:00 every deploy stops there.");
  await page.getByRole("button", { name: t("filing.file") }).click();
  await expect(heading(page, SUBJECT)).toBeVisible();
  await isTicket(page);
  address = new URL(page.url()).pathname;
  externalId =
    (await portal.upsun.tickets()).find(({ ticket }) => ticket.subject === SUBJECT)?.id ?? "";
  await page.getByRole("textbox", { name: t("reply.label") }).fill(REPLY);
  await expect(page.locator(".float-reply")).toBeHidden();
  await page.locator("#field-attachments").setInputFiles([LOG, SCREENSHOT]);
  await expectGoodPage(page);
  await page.getByRole("button", { name: t("reply.send") }).click();
  const own = conversation(page, t)
    .getByRole("listitem")
    .filter({ hasText: "It holds a lock, see the log." });
  await expect(own.getByRole("link", { name: LOG.name })).toBeVisible({ timeout: 20_000 });
  await expect(own).toHaveCount(1);
  const sent = await accepted(portal.upsun, "It holds a lock");
  expect(sent).toMatchObject([
    {
      ticket_id: externalId,
      body: expect.stringMatching(/^It holds a lock, see the log\.\n\n\$ cat lock\n4711\n\nTB-/),
      attachments: [{ filename: LOG.name }, { filename: SCREENSHOT.name }],
    },
  ]);
  await own.getByRole("button", { name: t("blocks.copy"), exact: true }).click();
  await expect(own.getByRole("button", { name: t("blocks.copied"), exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("$ cat lock\n4711");
  await own
    .getByRole("link", { name: t("download.show", { name: SCREENSHOT.name }) })
    .press("Enter");
  const picture = page.getByRole("dialog", { name: SCREENSHOT.name });
  await expect(picture.locator("img")).toHaveJSProperty("naturalWidth", 1);
  await expectGoodPage(page);
  await page.keyboard.press("Escape");
  await expect(picture).toBeHidden();
  const archive = page.waitForEvent("download");
  await page.getByRole("link", { name: t("conversation.downloadAll") }).click();
  expect((await archive).suggestedFilename()).toMatch(/\.zip$/);
  const tools = page.getByRole("group", { name: t("ticketTools.label") });
  await tools.getByRole("button", { name: t("ticketTools.copyReference") }).click();
  await expect(tools.getByText(t("ticketTools.copied"), { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^#\d+/);
  const download = page.waitForEvent("download");
  await own.getByRole("link", { name: LOG.name }).click();
  expect((await download).suggestedFilename()).toBe(LOG.name);
});

test("its staff answer it, and the answer is seen here", async ({ page, portal, t }) => {
  await portal.upsun.answer(externalId, "We have released the lock. Please deploy again.");
  await signIn(page, "customer@example.com");
  await page.goto(address);
  await page.getByRole("button", { name: t("syncNow.action") }).click();
  const answer = conversation(page, t)
    .getByRole("listitem")
    .filter({ hasText: "We have released the lock." });
  await expect(answer).toContainText(t("conversation.provider"));
  await expect(page.getByText(t("turn.yours")).filter({ visible: true }).first()).toBeVisible();
  await expectGoodPage(page);
  await page.goto(`/tickets?q=${encodeURIComponent("released the lock")}`);
  await expect(page.getByRole("link", { name: SUBJECT, exact: true })).toBeVisible();
});

test("a reply that is being written while Upsun withdraws its calls stays, and leads there", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, "customer@example.com");
  await page.goto(address);
  const box = page.getByRole("textbox", { name: t("reply.label") });
  await box.fill("It works now.");
  await portal.upsun.control("POST", "/comments", { form: "off" });
  await portal.upsun.changeTicket(externalId, { priority: "low" });
  await page.getByRole("button", { name: t("syncNow.action") }).click();
  await expect(page.getByText(t("reply.withheld", { provider: "Upsun" }))).toBeVisible({
    timeout: 20_000,
  });
  await expect(box).toHaveValue("It works now.");
  await expect(page.getByRole("button", { name: t("reply.send") })).toBeDisabled();
  await expect(conversation(page, t)).toContainText("We have released the lock.");
  await expect(
    conversation(page, t).getByRole("link", {
      name: t("conversation.openAtProvider", { provider: "Upsun" }),
    }),
  ).toHaveAttribute("href", /^https:/);
  await expectGoodPage(page);
  await page.reload();
  await expect(box).toHaveValue("It works now.");
  expect(await accepted(portal.upsun, "It works now.")).toEqual([]);
});
