import type { Page } from "@playwright/test";

import { hostupAccounts } from "../../../sandbox/accounts";
import { expect, signIn, textsOfPage } from "./browser";
import { connect, fileHostup, fillHostup } from "./filing";
import type { TestPortal } from "./portal";

export const PERSON = "customer@contoso.example";
const ACCOUNT = "Hosting of the unsettled";
/** Every reference that the portal adds to a message. */
export const REFERENCE = /TB-[A-Z]{6}/;
export const FILING = { method: "POST", path: "/api/v2/support/tickets" };
export const REPLYING = { method: "POST", path: "/api/v2/support/tickets/*/messages" };

/** Connects the HostUp account that these tests file with, as its person. */
export async function connectHostup(page: Page): Promise<void> {
  await signIn(page, PERSON, "/connections/new");
  const t = await textsOfPage(page);
  await connect(page, "HostUp", ACCOUNT, t("hostup.apiKey"), hostupAccounts.contoso.key.key);
}

/** Waits until the account's departments are in the database. */
export async function departmentsListed(portal: TestPortal): Promise<void> {
  const listed = () =>
    portal.query(
      `SELECT 1 FROM category g JOIN connection c ON c.id = g.connection_id
        WHERE c.label = '${ACCOUNT}'`,
    );
  await expect.poll(async () => (await listed()).length, { timeout: 30_000 }).toBeGreaterThan(0);
}

export const file = (page: Page, subject: string, message?: string) =>
  fileHostup(page, ACCOUNT, subject, message);
export const fill = (page: Page, subject: string, message?: string) =>
  fillHostup(page, ACCOUNT, subject, message);

type Call = typeof FILING;

/** Has the provider answer the next calls with 429. */
export function limitRate(
  portal: TestPortal,
  { call = FILING, seconds = 1, count = 1 } = {},
): Promise<unknown> {
  return portal.hostup.control("POST", "/faults", { kind: "rate-limit", seconds, ...call, count });
}

/** Cuts the next call off, before or after the provider has accepted it. */
export function cutOff(
  portal: TestPortal,
  when: "before" | "after",
  call: Call = FILING,
): Promise<unknown> {
  return portal.hostup.control("POST", "/faults", { kind: "cut", when, ...call, count: 1 });
}

/** Moves unsettled submissions back, as if so many minutes had passed since they were sent. */
export async function passMinutes(portal: TestPortal, minutes: number): Promise<void> {
  await portal.query(
    `UPDATE submission
        SET sending_at = sending_at - interval '${minutes} minutes', due_at = now()
      WHERE state IN ('queued', 'unknown') AND lease_until IS NULL`,
  );
}

/** Keeps a waiting submission from being tried again while the test uses it. */
export async function keepWaiting(page: Page, portal: TestPortal): Promise<void> {
  const t = await textsOfPage(page);
  await expect(page.getByText(t("submissions.state.waiting"))).toBeVisible();
  await portal.query(
    "UPDATE submission SET due_at = now() + interval '5 minutes' WHERE state = 'queued'",
  );
}
