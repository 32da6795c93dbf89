import { DEMO_PASSWORD } from "../../prisma/people";
import { hostupAccounts } from "../../sandbox/accounts";
import { expect, signIn, test, textsOfPage } from "../helpers/browser/browser";
import { accepted, connect, conversation, heading, isTicket } from "../helpers/browser/filing";

const ACCOUNT = "Hosting without scripts";

test("signs in, filters, finds, reads, replies and files without JavaScript", async ({
  page,
  portal,
  browser,
  contextOptions,
  viewport,
  locale,
}) => {
  await signIn(page, "customer@example.com");
  await connect(page, "HostUp", ACCOUNT, "API key", hostupAccounts.contoso.key.key);
  const open = () =>
    portal.query(
      "SELECT subject, number FROM ticket WHERE status = 'open' AND gone_at IS NULL LIMIT 1",
    );
  await expect.poll(async () => (await open()).length, { timeout: 60_000 }).toBe(1);
  const [ticket] = (await open()) as { subject: string; number: string }[];
  const { subject = "", number = "" } = ticket ?? {};

  await portal.query(
    `INSERT INTO saved_view (id, user_id, created_by_id, name, query, is_pinned, position)
     SELECT '01ARZ3NDEKTSV4RRFFQ69G5FAV', id, id, 'Closed ones', 'status=closed', true, 0
     FROM "user" WHERE email = 'customer@example.com'`,
  );

  const context = await browser.newContext({
    ...contextOptions,
    baseURL: portal.url,
    viewport,
    locale,
    javaScriptEnabled: false,
  });
  const plain = await context.newPage();
  await plain.goto("/tickets");
  const t = await textsOfPage(plain);
  await plain.getByLabel(t("signIn.email")).fill("customer@example.com");
  await plain.getByLabel(t("signIn.password")).fill(DEMO_PASSWORD);
  await plain.getByRole("button", { name: t("signIn.submit"), exact: true }).click();
  await expect(plain).toHaveURL(/\/tickets$/);

  // On a phone the filters are in a sheet.
  const sheet = plain.getByRole("button", { name: t("filters.open"), exact: true });
  if (await sheet.isVisible()) {
    await sheet.click();
    const apply = await plain.getByRole("button", { name: t("filters.apply") }).boundingBox();
    expect(apply?.height).toBeGreaterThanOrEqual(44);
    await expect(plain.locator("#filter-sheet [popovertargetaction='hide']")).toBeHidden();
  }
  await plain.getByLabel(t("filters.turn")).selectOption("theirs");
  await plain.getByLabel(t("filters.provider")).selectOption("hostup");
  await plain.getByRole("button", { name: t("filters.apply") }).click();
  await expect(plain).toHaveURL(/turn=theirs/);
  await plain.locator("summary", { hasText: t("views.save") }).click();
  await plain.getByLabel(t("views.name")).fill("Saved without scripts");
  await plain.getByRole("button", { name: t("views.saveName"), exact: true }).click();
  await expect(plain).toHaveURL(/turn=theirs.*view=/);
  const views = plain.getByRole("navigation", { name: t("views.label") });
  const tab = (name: string) => views.getByRole("link", { name, exact: true });
  await expect(tab("Saved without scripts")).toHaveAttribute("aria-current", "page");
  await tab("Closed ones").click();
  await expect(plain).toHaveURL(/status=closed/);
  await expect(tab("Closed ones")).toHaveAttribute("aria-current", "page");
  await tab(t("views.all")).click();
  await expect(tab(t("views.all"))).toHaveAttribute("aria-current", "page");
  const rows = plain.locator("[data-row-link]");
  const [newest = ""] = await rows.allTextContents();
  await plain.getByRole("link", { name: t("tickets.older") }).click();
  await expect(plain).toHaveURL(/after=/);
  expect(await rows.allTextContents()).not.toContain(newest);
  await plain.getByRole("link", { name: t("tickets.newer") }).click();
  await expect(rows.first()).toHaveText(newest);

  await plain.goto(`/tickets?q=${number}`);
  await plain.getByRole("link", { name: subject, exact: true }).click();
  await isTicket(plain);
  await plain.getByLabel(t("reply.label"), { exact: true }).fill("Written without scripts.");
  await plain.getByRole("button", { name: t("reply.send") }).click();
  await expect(conversation(plain, t)).toContainText("Written without scripts.");
  await expect(plain.getByLabel(t("reply.label"), { exact: true })).toHaveValue("");
  await expect
    .poll(async () => (await accepted(portal.hostup, "Written without scripts.")).length)
    .toBe(1);

  await plain.getByLabel(t("reply.label"), { exact: true }).fill("-----BEGIN RSA PRIVATE KEY-----");
  await plain.getByRole("button", { name: t("reply.send") }).click();
  await expect(plain.locator("#reply-secrets")).toBeVisible();
  await expect(plain.getByLabel(t("reply.label"), { exact: true })).toHaveValue(
    "-----BEGIN RSA PRIVATE KEY-----",
  );
  await plain.getByLabel(t("reply.label"), { exact: true }).fill("");
  await plain.getByRole("button", { name: t("reply.send") }).click();
  await expect(plain.getByText(t("reply.missing"))).toBeVisible();

  const involved = plain.getByText(t("follow.because", { how: "replied" }));
  await expect(involved).toBeVisible();
  const mute = plain.getByRole("button", { name: t("follow.mute") });
  await mute.click();
  await expect(mute).toHaveAttribute("aria-pressed", "true");
  await expect(involved).toHaveCount(0);
  await mute.click();
  await expect(involved).toBeVisible();
  await plain.getByRole("button", { name: t("ticketLive.close.label") }).click();
  await expect(plain.getByRole("status").getByText(t("ticketLive.close.done"))).toBeVisible();
  await expect(plain.getByRole("button", { name: t("ticketLive.close.label") })).toHaveCount(0);
  await plain.getByRole("button", { name: t("ticketLive.undo") }).click();
  await expect(plain.getByRole("status").getByText(t("ticketLive.reopen.done"))).toBeVisible();

  await plain.goto("/tickets/new");
  await expect(plain).toHaveURL(/plain=1/);
  await plain.getByLabel(t("hostup.department")).selectOption("vps");
  await plain.getByLabel(t("filing.message")).fill("Since 02:00.");
  await plain.getByRole("button", { name: t("filing.file") }).click();
  await expect(plain.getByText(t("filing.checkFields", { count: 1 }))).toBeVisible();
  await expect(plain.getByLabel(t("filing.message"))).toHaveValue("Since 02:00.");
  await expect(plain.getByLabel(t("hostup.department"))).toHaveValue("vps");
  await plain.getByLabel(t("filing.subject")).fill("Filed without scripts");
  await plain.getByRole("button", { name: t("filing.file") }).click();
  await expect(heading(plain, "Filed without scripts")).toBeVisible();
  await isTicket(plain);
  expect(await accepted(portal.hostup, "Filed without scripts")).toHaveLength(1);
  await context.close();

  // A choice made before the scripts load is kept.
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/_next/static/**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(new URL(plain.url()).pathname, { waitUntil: "commit" });
  const encrypt = page.getByLabel(t("reply.encrypt"));
  await encrypt.check();
  letGo();
  await expect(page.getByText(t("drafts.automatic"))).toBeHidden();
  await expect(encrypt).toBeChecked();
});
