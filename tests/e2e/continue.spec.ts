import type { Page } from "@playwright/test";

import { hostupAccounts, upsunAccounts } from "../../sandbox/accounts";
import { expect, signIn, test } from "../helpers/browser/browser";
import {
  connect,
  conversation,
  expectGoodPage,
  fileHostup,
  heading,
  isTicket,
} from "../helpers/browser/filing";
import type { TestPortal } from "../helpers/browser/portal";

// Going on with a ticket that is finished, and who else follows it.
test.describe.configure({ mode: "serial" });

const PERSON = "customer@contoso.example";
const HOSTUP = "Hosting to continue with";
const UPSUN = "Apps to continue with";

test("accounts of both providers are connected", async ({ page }) => {
  await signIn(page, PERSON);
  await connect(page, "HostUp", HOSTUP, "API key", hostupAccounts.northwindStaging.key.key);
  await connect(page, "Upsun", UPSUN, "API token", upsunAccounts.contoso.key.key);
});

test("continue at HostUp: the closed ticket is reopened, and the reply follows", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  await fileHostup(page, HOSTUP, "Closed too early");
  await isTicket(page);
  await page.getByRole("button", { name: "Close ticket" }).click();
  await expect(page.getByRole("button", { name: "Reopen ticket" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Reply" })).toHaveCount(0);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("textbox", { name: "Reply" })).toBeFocused();
  await expectGoodPage(page);
  await page.keyboard.type("It happens again.");
  await page.getByRole("button", { name: "Reopen and send" }).click();
  await expect(conversation(page)).toContainText("It happens again.");
  await expect(page.getByRole("button", { name: "Close ticket" })).toBeVisible({ timeout: 20_000 });
  await expect(
    conversation(page).getByRole("listitem").filter({ hasText: "It happens again." }),
  ).toHaveCount(1);
  const writes = (await portal.hostup.journal()).slice(-2);
  expect(writes.map((entry) => entry.path.split("/").at(-1))).toEqual(["reopen", "messages"]);
});

async function openUpsun(
  page: Page,
  portal: TestPortal,
  subject: string,
  fields: Record<string, unknown>,
): Promise<string> {
  const filed = (await portal.upsun.tickets(upsunAccounts.contoso.id)).find(
    ({ ticket }) => ticket.subject === subject,
  );
  await portal.upsun.changeTicket(filed?.id ?? "", fields);
  await page.goto(`/tickets?q=${encodeURIComponent(subject)}`);
  await page.getByRole("link", { name: subject, exact: true }).click();
  await isTicket(page);
  await page.getByRole("button", { name: "Sync now" }).click();
  return filed?.id ?? "";
}

test("continue at Upsun: a solved ticket is open again, on a second word", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  await page.goto("/tickets/new");
  await page.getByLabel("Account").selectOption({ label: `Upsun · ${UPSUN}` });
  await page.getByLabel("Project").selectOption({ index: 1 });
  await page.getByLabel("Subject").fill("Solved, or so it seemed");
  await page.getByLabel("Message").fill("The deploy hangs.");
  await page.getByRole("button", { name: "File ticket" }).click();
  await isTicket(page);
  const id = await openUpsun(page, portal, "Solved, or so it seemed", { status: "solved" });
  const before = (await portal.upsun.journal()).length;
  await page.getByRole("button", { name: "Continue" }).click();
  const goOn = page.getByRole("region", { name: "Continue this ticket" });
  await expect(goOn.getByRole("button", { name: "Reopen at Upsun" })).toBeFocused();
  await expectGoodPage(page);
  expect(await portal.upsun.journal()).toHaveLength(before);
  await goOn.getByRole("button", { name: "Reopen at Upsun" }).click();
  await expect(page.getByRole("button", { name: "Mark as solved" })).toBeVisible();
  expect((await portal.upsun.journal()).at(-1)).toMatchObject({
    method: "PATCH",
    path: expect.stringContaining(id),
    body: { status: "open" },
  });
});

test("collaborators at Upsun are added and removed, and a wrong one is told on its field", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  await openUpsun(page, portal, "Solved, or so it seemed", {
    status: "open",
    collaborator_ids: [],
  });
  const details = page.getByRole("region", { name: "Details" });
  const field = details.getByLabel("Add a collaborator");
  await details.getByRole("button", { name: "Add", exact: true }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expectGoodPage(page);
  await field.fill(upsunAccounts.contoso.userId);
  await page.keyboard.press("Enter");
  await expect(
    details.getByRole("listitem").filter({ hasText: upsunAccounts.contoso.userId }),
  ).toBeVisible();
  expect((await portal.upsun.journal()).at(-1)?.body).toMatchObject({
    collaborator_ids: [upsunAccounts.contoso.userId],
    collaborators_replace: true,
  });
  await details.getByRole("button", { name: `Remove ${upsunAccounts.contoso.userId}` }).click();
  await expect(
    details.getByRole("listitem").filter({ hasText: upsunAccounts.contoso.userId }),
  ).toHaveCount(0);
  expect((await portal.upsun.journal()).at(-1)?.body).toMatchObject({
    collaborator_ids: [],
    collaborators_replace: true,
  });
});

test("continue at Upsun: a closed ticket goes on in a new one, with links both ways", async ({
  page,
  portal,
}) => {
  await signIn(page, PERSON);
  const id = await openUpsun(page, portal, "Solved, or so it seemed", { status: "closed" });
  const category = (await portal.upsun.tickets(upsunAccounts.contoso.id)).find(
    (filed) => filed.id === id,
  )?.ticket.category;
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/tickets\/new\?continues=/);
  await expect(page.getByLabel("Project")).not.toHaveValue("");
  await expect(page.getByLabel("Category")).toHaveValue(String(category ?? ""));
  await page.getByLabel("Project").selectOption({ index: 1 });
  await page.getByLabel("Subject").fill("It hangs once more");
  await page.getByLabel("Message").fill("As before.");
  await page.getByRole("button", { name: "File ticket" }).click();
  await isTicket(page);
  await expect(heading(page, "It hangs once more")).toBeVisible();
  expect((await portal.upsun.journal()).at(-1)?.body).toMatchObject({
    subject: "It hangs once more",
    followup_tid: id,
  });
  await expectGoodPage(page);
  await page.getByRole("link", { name: `#${id} Solved, or so it seemed` }).click();
  await expect(heading(page, "Solved, or so it seemed")).toBeVisible();
  await expect(page.getByText("Continued in")).toBeVisible();
  await page.getByRole("link", { name: /#\d+ It hangs once more/ }).click();
  await expect(heading(page, "It hangs once more")).toBeVisible();
});
