import type { Page } from "@playwright/test";

import type { Translate } from "../../lib/i18n/message";
import { hostupAccounts, upsunAccounts } from "../../sandbox/accounts";
import { expect, signIn, test } from "../helpers/browser/browser";
import { expectGoodPage, heading, isTicket } from "../helpers/browser/filing";
import type { TestSandbox } from "../helpers/browser/portal";

// One journey in order: each step builds on the one before.
test.describe.configure({ mode: "serial" });

async function connect(
  page: Page,
  t: Translate,
  provider: string,
  label: string,
  field: string,
  credential: string,
): Promise<void> {
  await page.goto("/connections");
  await page
    .getByRole("link", { name: t("connections.connectAccount") })
    .first()
    .click();
  await page.getByLabel(t("connectionForms.provider")).selectOption({ label: provider });
  await page.getByLabel(t("connectionForms.label")).fill(label);
  await page.getByLabel(field).fill(credential);
  await page.getByRole("button", { name: t("connectionForms.connect"), exact: true }).click();
}

const addresses = new Map<string, string>();
const rows = (page: Page) =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("link") });
const idOf = async (sandbox: TestSandbox, subject: string) =>
  (await sandbox.tickets()).find(({ ticket }) => ticket.subject === subject)?.id ?? "";

test("a customer connects a HostUp and an Upsun account", async ({ page, t }) => {
  await signIn(page, "customer@example.com", "/");
  await expectGoodPage(page);
  await connect(page, t, "HostUp", "Main hosting", t("hostup.apiKey"), "hu_live_not_a_key");
  await expect(
    page.getByRole("alert").or(page.locator("[aria-invalid=true]")).first(),
  ).toBeVisible();
  await expectGoodPage(page);
  await page.goto("/connections");
  await expect(page.getByText("Main hosting")).toHaveCount(0);
  await connect(
    page,
    t,
    "HostUp",
    "Main hosting",
    t("hostup.apiKey"),
    hostupAccounts.northwind.noVpsKey.key,
  );
  await expect(page).toHaveURL(/\/connections$/);
  await expect(page.getByRole("listitem", { name: "Main hosting" })).toBeVisible();
  await expect(page.getByText("read:vm")).toBeVisible();
  await connect(
    page,
    t,
    "Upsun",
    "Shop platform",
    t("upsun.apiToken"),
    upsunAccounts.northwind.key.key,
  );
  await expect(page.getByRole("listitem", { name: "Shop platform" })).toBeVisible();
  await expectGoodPage(page);
});

test("replacing a key keeps the connection, and heals what the old one could not do", async ({
  page,
  t,
}) => {
  await signIn(page, "customer@example.com");
  await page.goto("/connections");
  const card = page.getByRole("listitem", { name: "Main hosting" });
  await card.getByRole("button", { name: t("connectionForms.replaceKey") }).click();
  await page.getByLabel(t("hostup.apiKey")).fill(hostupAccounts.northwind.key.key);
  await page.getByRole("button", { name: t("connectionForms.saveKey") }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(card.getByText("read:vm")).toHaveCount(0);
});

test("their tickets appear in one list, by search and by turn", async ({ page, t }) => {
  await signIn(page, "customer@example.com");
  await expect(async () => {
    await page.goto("/tickets?provider=upsun");
    await expect(rows(page).nth(10)).toBeVisible({ timeout: 1_000 });
    await page.goto("/tickets?provider=hostup");
    await expect(rows(page).nth(10)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.goto("/tickets");
  await expectGoodPage(page);
  await page.getByRole("searchbox", { name: t("filters.search") }).fill("certificate");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=certificate/);
  await page.goto("/tickets?turn=yours");
  await expect(page.getByText(t("turn.yours")).filter({ visible: true }).first()).toBeVisible();
  await page.goto("/tickets?q=nothing-has-this-word");
  await expectGoodPage(page);
});

test("a ticket is filed with HostUp, and its form tells what is wrong before", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, "customer@example.com", "/");
  await page
    .getByRole("link", { name: t("tickets.new") })
    .first()
    .click();
  await page.getByLabel(t("filing.account")).selectOption({ label: "HostUp · Main hosting" });
  await page.getByLabel(t("hostup.department")).waitFor();
  await expectGoodPage(page);
  await page.getByRole("button", { name: t("filing.file") }).click();
  await expect(page.getByLabel(t("filing.subject"))).toHaveAttribute("aria-invalid", "true");
  await expectGoodPage(page);
  await page.getByLabel(t("hostup.department")).selectOption("vps");
  await page.getByLabel(t("filing.subject")).fill("Our VPS does not answer");
  await page
    .getByLabel(t("filing.message"))
    .fill("Since 02:00 no ping, no SSH.\n\nSee https://status.example.com/ please.");
  await page.getByLabel(t("filing.priority")).selectOption("critical");
  await page.getByRole("button", { name: t("filing.file") }).click();
  await expect(page.getByLabel(t("hostupForm.customerImpact"))).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await expect(page.getByLabel(t("filing.subject"))).toHaveValue("Our VPS does not answer");
  await page.getByLabel(t("filing.priority")).selectOption("urgent");
  await page.getByRole("button", { name: t("filing.file") }).dblclick();
  await expect(heading(page, "Our VPS does not answer")).toBeVisible();
  await expect(page.getByRole("region", { name: t("conversation.title") })).toContainText(
    "Since 02:00 no ping, no SSH.",
  );
  await isTicket(page);
  await expectGoodPage(page);
  addresses.set("hostup", new URL(page.url()).pathname);
  const filed = (await portal.hostup.journal()).filter((entry) =>
    JSON.stringify(entry.body).includes("Our VPS does not answer"),
  );
  expect(filed).toHaveLength(1);
  expect(filed[0]?.body).toEqual({
    departmentSlug: "vps",
    subject: "Our VPS does not answer",
    message: expect.stringMatching(
      /^Since 02:00 no ping, no SSH\.\n\nSee https:\/\/status\.example\.com\/ please\.\n\nTB-[A-Z]{6}$/,
    ),
    priority: "urgent",
  });
});

test("a ticket is filed with Upsun, with choices that follow the project and the category", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, "customer@example.com");
  await page.goto("/services");
  const rows = page.getByRole("group", { name: t("services.list") }).locator("li");
  await rows.filter({ hasText: "Shop platform" }).first().getByRole("link").last().click();
  await page.waitForURL(/tickets\/new/);
  await expect(page.getByLabel(t("upsunForm.project"))).not.toHaveValue("");
  await expectGoodPage(page);
  await expect(
    page.getByLabel(t("upsun.category")).locator("option[value=incident_outage]"),
  ).toBeAttached();
  await page.getByLabel(t("upsun.category")).selectOption("incident_outage");
  await expect(
    page.getByLabel(t("filing.priority")).locator("option[value=urgent]"),
  ).toBeAttached();
  await page.getByLabel(t("filing.priority")).selectOption("urgent");
  await page.getByLabel(t("filing.subject")).fill("Checkout answers 502");
  await page.getByLabel(t("filing.message")).fill("All stores, since 02:10.");
  await page.getByText(t("filing.moreOptions")).click();
  await page.getByLabel(t("upsun.detail.affectedUrl")).fill("https://shop.example.com/checkout");
  await page.getByRole("button", { name: t("filing.file") }).click();
  await expect(heading(page, "Checkout answers 502")).toBeVisible();
  await isTicket(page);
  await expect(page.getByRole("button", { name: t("reply.send") })).toHaveCount(0);
  await expect(page.getByRole("region", { name: t("ticket.details.title") })).toContainText(
    "https://shop.example.com/checkout",
  );
  await expectGoodPage(page);
  addresses.set("upsun", new URL(page.url()).pathname);
  expect(
    (await portal.upsun.journal()).filter((entry) =>
      JSON.stringify(entry.body).includes("Checkout answers 502"),
    ),
  ).toHaveLength(1);
});

test("the provider's answer is seen, and answered", async ({ page, portal, t }) => {
  const filed = await idOf(portal.hostup, "Our VPS does not answer");
  await portal.hostup.answer(filed, "We have restarted the hypervisor. Can you reach it now?");
  const answered = await idOf(portal.upsun, "Checkout answers 502");
  await portal.upsun.answer(answered, "Please try again.");
  await signIn(page, "customer@example.com");
  await page.goto(addresses.get("hostup") ?? "");
  await page.getByRole("button", { name: t("syncNow.action") }).click();
  await expect(page.getByRole("region", { name: t("conversation.title") })).toContainText(
    "We have restarted the hypervisor.",
  );
  await expect(page.getByText(t("turn.yours")).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: t("history.title") })).toContainText(
    t("hostup.status.answered"),
  );
  const reply = page.getByRole("textbox", { name: t("reply.label") });
  await reply.fill("Yes, it answers again. Thank you.");
  await page.getByRole("button", { name: t("reply.send") }).click();
  await expect(page.getByRole("region", { name: t("conversation.title") })).toContainText(
    "Yes, it answers again.",
  );
  await expect(page.getByText(t("turn.theirs")).filter({ visible: true }).first()).toBeVisible();
  await page.goto(addresses.get("upsun") ?? "");
  await page.getByRole("button", { name: t("syncNow.action") }).click();
  await expect(page.getByText(t("turn.yours")).filter({ visible: true }).first()).toBeVisible();
  await page.goto("/tickets");
  await expect(page.getByRole("link", { name: "Checkout answers 502", exact: true })).toBeVisible();
});

test("a ticket that was read over a minute ago is read again when it is opened, with what is known shown at once", async ({
  page,
  portal,
  t,
}) => {
  const filed = await idOf(portal.hostup, "Our VPS does not answer");
  await portal.hostup.answer(filed, "Then we close this soon.");
  await portal.query(
    "UPDATE ticket SET read_at = now() - interval '5 minutes' WHERE subject = 'Our VPS does not answer'",
  );
  await portal.query("UPDATE connection SET last_read_at = now() - interval '5 minutes'");
  await portal.hostup.control("POST", "/faults", {
    kind: "slow",
    ms: 1_500,
    method: "GET",
    path: `/api/v2/support/tickets/${filed}`,
    count: 1,
  });
  await signIn(page, "customer@example.com");
  await page.goto(addresses.get("hostup") ?? "", { waitUntil: "commit" });
  await expect(page.getByRole("region", { name: t("conversation.title") })).toContainText(
    "Yes, it answers again.",
    { timeout: 1_200 },
  );
  await expect(page.getByRole("region", { name: t("conversation.title") })).toContainText(
    "Then we close this soon.",
  );
});

test("closing and reopening are done at the provider, and a double click does one of them", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, "customer@example.com");
  await page.goto(addresses.get("hostup") ?? "");
  const before = (await portal.hostup.journal()).length;
  const close = page.getByRole("button", { name: t("ticketLive.close.label") });
  const box = await close.boundingBox();
  if (!box) throw new Error("The button to close the ticket is not on the page.");
  await close.click();
  await expect(page.getByRole("button", { name: t("ticketLive.reopen.label") })).toBeVisible();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { clickCount: 2 });
  await expect(page.getByText(t("ticketLive.close.done"))).toBeVisible();
  const writes = (await portal.hostup.journal()).slice(before);
  expect(writes.map((entry) => entry.path.split("/").at(-1))).toEqual(["close"]);
  // The person who closed it gets no notice of it.
  await expect(page.locator("[data-slot=announcement]")).toBeEmpty();
  await expect(page.getByText(t("turn.done")).filter({ visible: true }).first()).toBeVisible();
  await page.getByRole("button", { name: t("ticketLive.undo") }).click();
  await expect(page.getByRole("button", { name: t("ticketLive.close.label") })).toBeVisible();
});

test("staff see both tickets with their history, and what the provider sent", async ({
  page,
  t,
}) => {
  await signIn(page, "staff@example.com", "/");
  await expect(page).toHaveURL(/\/staff\/tickets/);
  await expectGoodPage(page);
  await page.getByRole("searchbox", { name: t("filters.search") }).fill("hypervisor");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=hypervisor/);
  await page.getByRole("link", { name: "Our VPS does not answer", exact: true }).click();
  await expect(heading(page, "Our VPS does not answer")).toBeVisible();
  await expect(page.getByRole("region", { name: t("history.title") })).toContainText(
    t("hostup.status.answered"),
  );
  await expect(page.getByRole("button", { name: t("reply.send") })).toHaveCount(0);
  await expectGoodPage(page);
});

test(
  "each time that staff open a page is in the trail once, and fetching it ahead is not",
  { tag: "@once" },
  async ({ page, portal }) => {
    await signIn(page, "staff@example.com", "/");
    const looks = async () =>
      (
        await portal.query(
          "DELETE FROM audit_entry WHERE action IN ('ticket.viewed', 'tickets.listed') RETURNING id",
        )
      ).length;
    const prefetch = (kind: string) => ({ rsc: "1", "next-router-prefetch": kind });
    const requests: [headers: Record<string, string>, opens: boolean][] = [
      [{}, true],
      [{ rsc: "1" }, true],
      [prefetch("1"), false],
      [prefetch("2"), false],
      [prefetch("3"), false],
      [{ ...prefetch("1"), "next-router-segment-prefetch": "/_tree" }, false],
      [{ purpose: "prefetch" }, false],
      [{ "sec-purpose": "prefetch;prerender" }, false],
      [{ rsc: "1", purpose: "prefetch" }, false],
    ];
    const subject = "Our VPS does not answer";
    await expect(page.getByRole("link", { name: subject, exact: true })).toBeVisible();
    for (const path of ["/staff/tickets", `/staff${addresses.get("hostup")}`]) {
      for (const [headers, opens] of requests) {
        await looks();
        const text = await (await page.request.get(path, { headers })).text();
        const seen = { rows: await looks(), isShown: text.includes(subject) };
        expect(seen, `${path} ${JSON.stringify(headers)}`).toEqual({
          rows: opens ? 1 : 0,
          isShown: opens,
        });
      }
    }
  },
);

test("a stranger finds nothing, under no address", async ({ page, watch }) => {
  watch.expect(/status of 404/);
  await signIn(page, "customer@contoso.example", "/");
  await expect(page.getByText("Our VPS does not answer")).toHaveCount(0);
  for (const address of [
    ...addresses.values(),
    ...["/tickets", ...addresses.values()].map((path) => `/staff${path}`),
  ]) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(404);
  }
  await expectGoodPage(page);
});
