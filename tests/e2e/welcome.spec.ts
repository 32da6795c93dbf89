import { hostupAccounts } from "../../sandbox/accounts";
import { expect, signIn, test } from "../helpers/browser/browser";
import { expectGoodPage, heading, isTicket } from "../helpers/browser/filing";

test("a new organization goes from nothing to its first ticket in three steps", async ({
  page,
  portal,
  t,
}) => {
  await portal.hostup.control("POST", "/reset", { seed: "empty-accounts" });
  await signIn(page, "karin@kvarnvik.example", "/");
  await expect(heading(page, t("welcome.title"))).toBeVisible();
  const step = page.locator("[aria-current=step]");
  await expect(step).toContainText(t("welcome.connect"));
  const makeKey = t("connectionForms.makeKey", { provider: "HostUp" });
  await expect(step.getByRole("link", { name: makeKey })).toBeVisible();
  await expectGoodPage(page);
  await step.getByRole("link", { name: t("tickets.connect") }).click();
  await page.getByLabel(t("connectionForms.label")).fill("Our first account");
  await page.getByLabel(t("hostup.apiKey")).fill(hostupAccounts.contoso.key.key);
  await page.getByRole("button", { name: t("connectionForms.connect"), exact: true }).click();
  await expect(heading(page, t("welcome.title"))).toBeVisible();
  await expect(step).toContainText(t("welcome.file"), { timeout: 20_000 });
  await expectGoodPage(page);
  await step.getByRole("link", { name: t("tickets.new") }).click();
  await page.getByLabel(t("hostup.department")).selectOption("vps");
  await page.getByLabel(t("filing.subject")).fill("The first of many");
  await page.getByLabel(t("filing.message")).fill("Hello.");
  await page.getByRole("button", { name: t("filing.file") }).click();
  await isTicket(page);
  await page.goto("/");
  await expect(page).toHaveURL(/\/tickets$/);
  await portal.hostup.control("POST", "/reset", {});
});
