import { expect, signIn, test } from "../helpers/browser/browser";
import {
  accepted,
  conversation,
  expectGoodPage,
  heading,
  isTicket,
} from "../helpers/browser/filing";
import {
  connectHostup,
  cutOff,
  file,
  fill,
  keepWaiting,
  limitRate,
  passMinutes,
  PERSON,
  REPLYING,
} from "../helpers/browser/unsettled";

// Writes whose answer was lost, and replies that wait.
test.describe.configure({ mode: "serial" });

test("an account is connected", async ({ page }) => {
  await connectHostup(page);
});

test("a lost answer: it is looked for, never sent again, and found", async ({ page, portal }) => {
  await signIn(page, PERSON);
  await cutOff(portal, "after");
  await file(page, "Its answer was lost");
  await expect(page.getByText("HostUp may have received this.")).toBeVisible();
  await expect(page.getByText(/looking for reference TB-[A-Z]{6}/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send again" })).toHaveCount(0);
  await expectGoodPage(page);
  await isTicket(page);
  expect(await accepted(portal.hostup, "Its answer was lost")).toHaveLength(1);
});

test("never found: the person is asked with what is known, and sends it again", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  await cutOff(portal, "before");
  await file(page, "Never found, sent again");
  await expect(page.getByText("Outcome unknown")).toBeVisible();
  await expect(async () => {
    await passMinutes(portal, 16);
    await expect(page.getByText("Not found at HostUp")).toBeVisible({ timeout: 4_000 });
  }).toPass();
  await expect(
    page.getByText(
      /Sent at .* We checked HostUp (once|\d+ times)\. Last check at .* Reference TB-[A-Z]{6} wasn’t there\./,
    ),
  ).toBeVisible();
  await expect(
    page.getByText("If the first one shows up later, HostUp will have two tickets."),
  ).toBeVisible();
  await expectGoodPage(page);
  expect(await accepted(portal.hostup, "Never found, sent again")).toEqual([]);
  await page.getByRole("button", { name: "Send again" }).focus();
  await page.keyboard.press("Enter");
  await isTicket(page);
  expect(await accepted(portal.hostup, "Never found, sent again")).toHaveLength(1);
});

test("never found: the person drops it", async ({ page, portal }) => {
  await signIn(page, PERSON);
  await cutOff(portal, "before");
  await file(page, "Never found, dropped");
  await expect(page.getByText("Outcome unknown")).toBeVisible();
  await expect(async () => {
    await passMinutes(portal, 16);
    await expect(page.getByText("Not found at HostUp")).toBeVisible({ timeout: 4_000 });
  }).toPass();
  await page.goto("/tickets");
  const row = page
    .getByRole("list", { name: "Not delivered yet" })
    .getByRole("listitem")
    .filter({ hasText: "Never found, dropped" });
  await row.getByRole("button", { name: "Discard" }).click();
  await expect(row).toHaveCount(0);
  expect(await accepted(portal.hostup, "Never found, dropped")).toEqual([]);
});

test("a reply that waits stands in the conversation, and comes back into the reply box to be changed", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  await file(page, "Replies of every kind");
  await isTicket(page);
  await limitRate(portal, { call: REPLYING });
  await page.getByRole("textbox", { name: "Reply" }).fill("Have you seen this?");
  await page.getByRole("button", { name: "Send reply" }).click();
  const card = conversation(page).getByRole("listitem").filter({ hasText: "Have you seen this?" });
  await keepWaiting(page, portal);
  await expect(card).toContainText("Waiting to be sent");
  await expectGoodPage(page);
  await card.getByRole("button", { name: "Edit" }).click();
  await expect(page.getByRole("textbox", { name: "Reply" })).toHaveValue("Have you seen this?");
  await expect(card).toHaveCount(0);
  await page.getByRole("textbox", { name: "Reply" }).fill("Have you seen this by now?");
  await page.getByRole("button", { name: "Send reply" }).click();
  const changed = conversation(page)
    .getByRole("listitem")
    .filter({ hasText: "Have you seen this by now?" });
  await expect(changed).toHaveCount(1);
  await expect(changed).not.toContainText("Sending to HostUp", { timeout: 20_000 });
  expect(await accepted(portal.hostup, "Have you seen this")).toEqual([
    { message: expect.stringMatching(/^Have you seen this by now\?\n\nTB-[A-Z]{6}$/) },
  ]);
});

test("a reply whose answer was lost is found in the ticket, and stands there once", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  await page.goto("/tickets?q=Replies+of+every+kind");
  await page.getByRole("link", { name: "Replies of every kind", exact: true }).click();
  await isTicket(page);
  await cutOff(portal, "after", REPLYING);
  await page.getByRole("textbox", { name: "Reply" }).fill("Is this one lost?");
  await page.getByRole("button", { name: "Send reply" }).click();
  const card = conversation(page).getByRole("listitem").filter({ hasText: "Is this one lost?" });
  await expect(card).toContainText("HostUp may have received this.");
  await expect(card).not.toContainText("HostUp may have received this.", { timeout: 20_000 });
  await expect(card).toHaveCount(1);
  expect(await accepted(portal.hostup, "Is this one lost?")).toHaveLength(1);
});

test("an organization that wants no references: messages go out as typed, and lost answers are found by text and time", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  await page.getByRole("button", { name: /’s menu$/ }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(heading(page, "Settings")).toBeVisible();
  await expectGoodPage(page);
  const setting = page.getByLabel("Add a reference to messages");
  await setting.uncheck();
  await expect(page.getByText("Saved")).toBeVisible();
  await fill(page, "Without a reference", "As it was typed.");
  await cutOff(portal, "after");
  await page.getByRole("button", { name: "File ticket" }).click();
  await expect(page.getByText(/looking for its exact text and time/)).toBeVisible();
  await isTicket(page);
  expect(await accepted(portal.hostup, "Without a reference")).toMatchObject([
    { message: "As it was typed." },
  ]);
  await page.goto("/settings");
  await expect(setting).not.toBeChecked();
  await setting.check();
  await expect(page.getByText("Saved")).toBeVisible();
});

test("a member who is no manager sees the setting and cannot change it", async ({ page }) => {
  await signIn(page, "colleague@example.com");
  await page.goto("/settings");
  await expect(page.getByLabel("Add a reference to messages")).toBeDisabled();
});
