import type { Page } from "@playwright/test";

import { DEMO_PASSWORD } from "../../../prisma/people";
import { expect } from "./browser";

export const saved = (page: Page) => expect(page.getByText(/^Saved /)).toBeVisible();
export const form = (page: Page) => page.getByRole("form", { name: "New ticket" });
export const replyForm = (page: Page) => page.getByRole("form", { name: "Reply to HostUp" });

export async function openDraftForm(page: Page): Promise<void> {
  await page.goto("/tickets/new");
  await expect(page.getByLabel("Department")).toBeVisible();
}

export async function fillDraft(page: Page, subject: string, message: string): Promise<void> {
  await page.getByLabel("Department").selectOption("vps");
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("Message").fill(message);
}

export async function expectDraft(page: Page, subject: string, message: string): Promise<void> {
  await expect(page.getByLabel("Department")).toHaveValue("vps");
  await expect(page.getByLabel("Subject")).toHaveValue(subject);
  await expect(page.getByLabel("Message")).toHaveValue(message);
}

/** Signs in on the page that an ended session leads to. */
export async function signInAgain(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
