import type { Page } from "@playwright/test";

import type { Translate } from "../../../lib/i18n/message";
import { expect, expectAccessible, expectNoSidewaysScroll, textsOfPage } from "./browser";
import type { TestSandbox } from "./portal";

export const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
export const conversation = (page: Page, t: Translate) =>
  page.getByRole("region", { name: t("conversation.title") });

/** Waits for the ticket; a submission on its way has no history. */
export async function isTicket(page: Page): Promise<void> {
  const t = await textsOfPage(page);
  const history = page.getByRole("region", { name: t("history.title") });
  await expect(history).toBeVisible({ timeout: 30_000 });
}

export async function expectGoodPage(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expectEachPartOnce(page);
}

/** React leaves a copy of one of two siblings with the same key at every change. */
async function expectEachPartOnce(page: Page): Promise<void> {
  const parts = await page.locator("main h2").allTextContents();
  expect(parts.filter((part, index) => parts.indexOf(part) !== index)).toEqual([]);
}

export async function connect(
  page: Page,
  provider: string,
  label: string,
  field: string,
  credential: string,
): Promise<void> {
  await page.goto("/connections/new");
  const t = await textsOfPage(page);
  await page.getByLabel(t("connectionForms.provider")).selectOption({ label: provider });
  await page.getByLabel(t("connectionForms.label")).fill(label);
  await page.getByLabel(field).fill(credential);
  await page.getByRole("button", { name: t("connectionForms.connect"), exact: true }).click();
  await expect(page.getByRole("listitem", { name: label })).toBeVisible();
}

/** Fills the form of a HostUp account, by the account's label. */
export async function fillHostup(
  page: Page,
  account: string,
  subject: string,
  message = "Since 02:00.",
): Promise<void> {
  await page.goto("/tickets/new");
  const t = await textsOfPage(page);
  await page.getByLabel(t("filing.account")).selectOption({ label: `HostUp · ${account}` });
  await page.getByLabel(t("hostup.department")).selectOption("vps");
  await page.getByLabel(t("filing.subject")).fill(subject);
  await page.getByLabel(t("filing.message")).fill(message);
}

/** Files a ticket and waits for its page. */
export async function fileHostup(
  page: Page,
  account: string,
  subject: string,
  message?: string,
): Promise<void> {
  await fillHostup(page, account, subject, message);
  const t = await textsOfPage(page);
  await page.getByRole("button", { name: t("filing.file") }).click();
  await expect(heading(page, subject)).toBeVisible();
}

/** Accepted writes that contain these words. */
export async function accepted(
  sandbox: TestSandbox,
  words: string,
): Promise<Record<string, unknown>[]> {
  return (await sandbox.journal())
    .filter((entry) => JSON.stringify(entry.body).includes(words))
    .map((entry) => entry.body as Record<string, unknown>);
}
