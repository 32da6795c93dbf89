import type { Page } from "@playwright/test";

import { hostupAccounts, upsunAccounts } from "../../sandbox/accounts";
import { expect, signIn, test } from "../helpers/browser/browser";
import { expectGoodPage, isTicket } from "../helpers/browser/filing";

// One journey in order: each step builds on the one before.
test.describe.configure({ mode: "serial" });

async function connect(
  page: Page,
  provider: string,
  label: string,
  field: string,
  credential: string,
): Promise<void> {
  await page.goto("/connections");
  await page.getByRole("link", { name: "Connect an account" }).first().click();
  await page.getByLabel("Provider").selectOption({ label: provider });
  await page.getByLabel("Label").fill(label);
  await page.getByLabel(field).fill(credential);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

const addresses = new Map<string, string>();

test("a customer connects a HostUp and an Upsun account", async ({ page }) => {
  await signIn(page, "customer@example.com");
  await expectGoodPage(page);
  await connect(page, "HostUp", "Main hosting", "API key", "hu_live_not_a_key");
  await expect(
    page.getByRole("alert").or(page.locator("[aria-invalid=true]")).first(),
  ).toBeVisible();
  await expectGoodPage(page);
  await page.goto("/connections");
  await expect(page.getByText("Main hosting")).toHaveCount(0);

  await connect(page, "HostUp", "Main hosting", "API key", hostupAccounts.northwind.noVpsKey.key);
  await expect(page).toHaveURL(/\/connections$/);
  await expect(page.getByRole("listitem", { name: "Main hosting" })).toBeVisible();
  await expect(page.getByText("read:vm")).toBeVisible();
  await connect(page, "Upsun", "Shop platform", "API token", upsunAccounts.northwind.key.key);
  await expect(page.getByRole("listitem", { name: "Shop platform" })).toBeVisible();
  await expectGoodPage(page);
});

test("replacing a key keeps the connection, and heals what the old one could not do", async ({
  page,
}) => {
  await signIn(page, "customer@example.com");
  await page.goto("/connections");
  const card = page.getByRole("listitem", { name: "Main hosting" });
  await card.getByRole("button", { name: "Replace key" }).click();
  await page.getByLabel("API key").fill(hostupAccounts.northwind.key.key);
  await page.getByRole("button", { name: "Save new key" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(card.getByText("read:vm")).toHaveCount(0);
});

test("their tickets appear in one list, by search and by turn", async ({ page }) => {
  await signIn(page, "customer@example.com");
  await expect(async () => {
    await page.goto("/tickets?provider=upsun");
    await expect(
      page
        .getByRole("main")
        .getByRole("listitem")
        .filter({ has: page.getByRole("link") })
        .nth(10),
    ).toBeVisible({ timeout: 1_000 });
    await page.goto("/tickets?provider=hostup");
    await expect(
      page
        .getByRole("main")
        .getByRole("listitem")
        .filter({ has: page.getByRole("link") })
        .nth(10),
    ).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.goto("/tickets");
  await expectGoodPage(page);
  await page.getByRole("searchbox", { name: "Search tickets" }).fill("certificate");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=certificate/);
  await page.goto("/tickets?turn=yours");
  await expect(page.getByText("Your turn").filter({ visible: true }).first()).toBeVisible();
  await page.goto("/tickets?q=nothing-has-this-word");
  await expectGoodPage(page);
});

test("a ticket is filed with HostUp, and its form tells what is wrong before", async ({
  page,
  portal,
}) => {
  await signIn(page, "customer@example.com");
  await page.getByRole("link", { name: "New ticket" }).first().click();
  await page.getByLabel("Account").selectOption({ label: "HostUp · Main hosting" });
  await page.getByLabel("Department").waitFor();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "File ticket" }).click();
  await expect(page.getByLabel("Subject")).toHaveAttribute("aria-invalid", "true");
  await expectGoodPage(page);
  await page.getByLabel("Department").selectOption("vps");
  await page.getByLabel("Subject").fill("Our VPS does not answer");
  await page
    .getByLabel("Message")
    .fill("Since 02:00 no ping, no SSH.\n\nSee https://status.example.com/ please.");
  await page.getByLabel("Priority").selectOption("critical");
  await page.getByRole("button", { name: "File ticket" }).click();
  await expect(page.getByLabel("Customer impact")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Subject")).toHaveValue("Our VPS does not answer");
  await page.getByLabel("Priority").selectOption("urgent");
  await page.getByRole("button", { name: "File ticket" }).dblclick();
  await expect(
    page.getByRole("heading", { level: 1, name: "Our VPS does not answer" }),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText(
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
}) => {
  await signIn(page, "customer@example.com");
  await page.goto("/tickets/new");
  await page.getByLabel("Account").selectOption({ label: "Upsun · Shop platform" });
  await page.getByLabel("Project").waitFor();
  await expectGoodPage(page);
  await page.getByLabel("Project").selectOption({ index: 1 });
  await expect(page.getByLabel("Category").locator("option[value=incident_outage]")).toBeAttached();
  await page.getByLabel("Category").selectOption("incident_outage");
  await expect(page.getByLabel("Priority").locator("option[value=urgent]")).toBeAttached();
  await page.getByLabel("Priority").selectOption("urgent");
  await page.getByLabel("Subject").fill("Checkout answers 502");
  await page.getByLabel("Message").fill("All stores, since 02:10.");
  await page.getByLabel("Affected URL").fill("https://shop.example.com/checkout");
  await page.getByRole("button", { name: "File ticket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Checkout answers 502" })).toBeVisible();
  await isTicket(page);
  await expect(page.getByRole("button", { name: "Send reply" })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Details" })).toContainText(
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

test("the provider's answer is seen, and answered", async ({ page, portal }) => {
  const filed = (await portal.hostup.tickets()).find(
    ({ ticket }) => ticket.subject === "Our VPS does not answer",
  );
  await portal.hostup.answer(
    filed?.id ?? "",
    "We have restarted the hypervisor. Can you reach it now?",
  );
  const answered = (await portal.upsun.tickets()).find(
    ({ ticket }) => ticket.subject === "Checkout answers 502",
  );
  await portal.upsun.answer(answered?.id ?? "", "Please try again.");
  await signIn(page, "customer@example.com");
  await page.goto(addresses.get("hostup") ?? "");
  await page.getByRole("button", { name: "Sync now" }).click();
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText(
    "We have restarted the hypervisor.",
  );
  await expect(page.getByText("Your turn").filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText("Answered");
  await page.getByRole("textbox", { name: "Reply" }).fill("Yes, it answers again. Thank you.");
  await page.getByRole("button", { name: "Send reply" }).click();
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText(
    "Yes, it answers again.",
  );
  await expect(page.getByText("Their turn").filter({ visible: true }).first()).toBeVisible();
  await page.goto(addresses.get("upsun") ?? "");
  await page.getByRole("button", { name: "Sync now" }).click();
  await expect(page.getByText("Your turn").filter({ visible: true }).first()).toBeVisible();
  await page.goto("/tickets");
  await expect(page.getByRole("link", { name: "Checkout answers 502", exact: true })).toBeVisible();
});

test("a ticket that was read over a minute ago is read again when it is opened, with what is known shown at once", async ({
  page,
  portal,
}) => {
  const filed = (await portal.hostup.tickets()).find(
    ({ ticket }) => ticket.subject === "Our VPS does not answer",
  );
  await portal.hostup.answer(filed?.id ?? "", "Then we close this soon.");
  await portal.query(
    "UPDATE ticket SET read_at = now() - interval '5 minutes' WHERE subject = 'Our VPS does not answer'",
  );
  await portal.query("UPDATE connection SET last_read_at = now() - interval '5 minutes'");
  await portal.hostup.control("POST", "/faults", {
    kind: "slow",
    ms: 1_500,
    method: "GET",
    path: `/api/v2/support/tickets/${filed?.id}`,
    count: 1,
  });
  await signIn(page, "customer@example.com");
  await page.goto(addresses.get("hostup") ?? "", { waitUntil: "commit" });
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText(
    "Yes, it answers again.",
    { timeout: 1_200 },
  );
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText(
    "Then we close this soon.",
  );
});

test("closing and reopening are done at the provider, and a double click does one of them", async ({
  page,
  portal,
}) => {
  await signIn(page, "customer@example.com");
  await page.goto(addresses.get("hostup") ?? "");
  const before = (await portal.hostup.journal()).length;
  const close = page.getByRole("button", { name: "Close ticket" });
  const { x, y, width, height } = (await close.boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  await close.click();
  await expect(page.getByRole("button", { name: "Reopen ticket" })).toBeVisible();
  await page.mouse.click(x + width / 2, y + height / 2, { clickCount: 2 });
  await expect(page.getByText("The ticket is closed.")).toBeVisible();
  const writes = (await portal.hostup.journal()).slice(before);
  expect(writes.map((entry) => entry.path.split("/").at(-1))).toEqual(["close"]);
  // The person who closed it gets no notice of it.
  await expect(page.locator("[data-slot=announcement]")).toBeEmpty();
  await expect(page.getByText("Done").filter({ visible: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Reopen ticket" }).click();
  await expect(page.getByRole("button", { name: "Close ticket" })).toBeVisible();
});

test("staff see both tickets with their history, and what the provider sent", async ({ page }) => {
  await signIn(page, "staff@example.com");
  await expect(page).toHaveURL(/\/staff\/tickets/);
  await expectGoodPage(page);
  await page.getByRole("searchbox", { name: "Search tickets" }).fill("hypervisor");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Our VPS does not answer", exact: true }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "Our VPS does not answer" }),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText(
    "Status changed from Open to Answered",
  );
  await expect(page.getByRole("button", { name: "Send reply" })).toHaveCount(0);
  await expectGoodPage(page);
});

test("each time that staff open a page is in the trail once, and fetching it ahead is not", async ({
  page,
  portal,
}) => {
  await signIn(page, "staff@example.com");
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
});

test("a stranger finds nothing, under no address", async ({ page, watch }) => {
  watch.expect(/status of 404/);
  await signIn(page, "customer@contoso.example");
  await expect(page.getByText("Our VPS does not answer")).toHaveCount(0);
  for (const address of [
    ...addresses.values(),
    "/staff/tickets",
    ...[...addresses.values()].map((path) => `/staff${path}`),
  ]) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(404);
  }
  await expectGoodPage(page);
});
