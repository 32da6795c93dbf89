import { DEMO_PASSWORD } from "../../prisma/people";
import { hostupAccounts } from "../../sandbox/accounts";
import { expect, signIn, test, textsOfPage } from "../helpers/browser/browser";
import { accepted, connect, conversation, isTicket } from "../helpers/browser/filing";

const ACCOUNT = "Hosting without scripts";

test("signs in, lists, filters, searches, reads and replies without JavaScript", async ({
  page,
  portal,
  browser,
  contextOptions,
  viewport,
  locale,
}) => {
  await signIn(page, "customer@example.com");
  await connect(page, "HostUp", ACCOUNT, "API key", hostupAccounts.northwind.key.key);
  const open = () =>
    portal.query(
      "SELECT subject, number FROM ticket WHERE status = 'open' AND gone_at IS NULL LIMIT 1",
    );
  await expect.poll(async () => (await open()).length, { timeout: 60_000 }).toBe(1);
  const [ticket] = (await open()) as { subject: string; number: string }[];
  const { subject = "", number = "" } = ticket ?? {};

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

  await plain.getByRole("button", { name: t("follow.follow") }).click();
  const follow = plain.getByRole("button", { name: t("follow.follow") });
  await expect(follow).toHaveAttribute("aria-pressed", "true");
  await plain.getByRole("button", { name: t("ticketLive.close.label") }).click();
  await expect(plain.getByRole("status").getByText(t("ticketLive.close.done"))).toBeVisible();
  await expect(plain.getByRole("button", { name: t("ticketLive.close.label") })).toHaveCount(0);
  await context.close();
});
