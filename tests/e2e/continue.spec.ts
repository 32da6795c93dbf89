import type { Page } from "@playwright/test";

import { hostupAccounts, upsunAccounts } from "../../sandbox/accounts";
import { expect, signIn, test, textsOfPage } from "../helpers/browser/browser";
import {
  connect,
  conversation,
  expectGoodPage,
  fileHostup,
  fillHostup,
  heading,
  isTicket,
} from "../helpers/browser/filing";
import type { TestPortal } from "../helpers/browser/portal";
import { textPattern } from "../helpers/browser/text-pattern";

// Going on with a ticket that is finished, and who else follows it.
test.describe.configure({ mode: "serial" });

const PERSON = "customer@contoso.example";
const HOSTUP = "Hosting to continue with";
const UPSUN = "Apps to continue with";

test("accounts of both providers are connected", async ({ page, t }) => {
  await signIn(page, PERSON);
  await connect(
    page,
    "HostUp",
    HOSTUP,
    t("hostup.apiKey"),
    hostupAccounts.northwindStaging.key.key,
  );
  await connect(page, "Upsun", UPSUN, t("upsun.apiToken"), upsunAccounts.contoso.key.key);
});

test("continue at HostUp: the closed ticket is reopened, and the reply follows", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await fileHostup(page, HOSTUP, "Closed too early");
  await isTicket(page);
  await page.getByRole("button", { name: t("ticketLive.close.label") }).click();
  await expect(page.getByRole("button", { name: t("ticketLive.reopen.label") })).toBeVisible();
  await expect(page.getByRole("textbox", { name: t("reply.label") })).toHaveCount(0);
  await page.getByRole("button", { name: t("ticketLive.continue") }).click();
  await expect(page.getByRole("textbox", { name: t("reply.label") })).toBeFocused();
  await expectGoodPage(page);
  await page.keyboard.type("It happens again.");
  await page.getByRole("button", { name: t("reply.reopenAndSend") }).click();
  await expect(conversation(page, t)).toContainText("It happens again.");
  await expect(page.getByRole("button", { name: t("ticketLive.close.label") })).toBeVisible({
    timeout: 20_000,
  });
  await expect(
    conversation(page, t).getByRole("listitem").filter({ hasText: "It happens again." }),
  ).toHaveCount(1);
  const writes = (await portal.hostup.journal()).slice(-2);
  expect(writes.map((entry) => entry.path.split("/").at(-1))).toEqual(["reopen", "messages"]);
});

test("only its owner sees a private ticket, until they share it", async ({
  page,
  newVisitor,
  t,
}) => {
  const subject = "Nobody else's business";
  await signIn(page, PERSON);
  await fillHostup(page, HOSTUP, subject);
  await page.getByText(t("filing.moreOptions")).click();
  await page.getByLabel(t("privacy.label")).selectOption({ label: t("privacy.me") });
  await page.getByRole("button", { name: t("filing.file") }).click();
  await isTicket(page);
  await expect(page.locator(".ticket-top").getByText(t("privacy.badge"))).toBeVisible();
  await expectGoodPage(page);

  const { page: colleague, watch } = await newVisitor();
  watch.expect(/status of 404/);
  await signIn(colleague, "malin@contoso.example");
  expect((await colleague.goto(page.url()))?.status()).toBe(404);
  await colleague.goto("/tickets");
  await expect(colleague.locator("[data-row-link]").first()).toBeVisible();
  await expect(colleague.getByText(subject)).toHaveCount(0);

  const setting = page.getByLabel(t("privacy.label"));
  await setting.selectOption({ label: t("privacy.organization") });
  await expect(page.getByText(t("common.saved"))).toBeVisible();
  await expect(page.locator(".ticket-top").getByText(t("privacy.badge"))).toHaveCount(0);
  await colleague.goto(page.url());
  await expect(heading(colleague, subject)).toBeVisible();
  await expect(colleague.getByLabel(t("privacy.label"))).toHaveCount(0);
  await setting.selectOption({ label: t("privacy.me") });
  await expect(page.locator(".ticket-top").getByText(t("privacy.badge"))).toBeVisible();
  expect((await colleague.reload())?.status()).toBe(404);
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
  const t = await textsOfPage(page);
  await page.getByRole("button", { name: t("syncNow.action") }).click();
  return filed?.id ?? "";
}

test("continue at Upsun: a solved ticket is open again, on a second word", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await page.goto("/tickets/new");
  await page.getByLabel(t("filing.account")).selectOption({ label: `Upsun · ${UPSUN}` });
  await page.getByLabel(t("upsunForm.project")).selectOption({ index: 1 });
  await page.getByLabel(t("filing.subject")).fill("Solved, or so it seemed");
  await page.getByLabel(t("filing.message")).fill("The deploy hangs.");
  await page.getByRole("button", { name: t("filing.file") }).click();
  await isTicket(page);
  const id = await openUpsun(page, portal, "Solved, or so it seemed", { status: "solved" });
  const before = (await portal.upsun.journal()).length;
  await page.getByRole("button", { name: t("ticketLive.continue") }).click();
  const goOn = page.getByRole("region", { name: t("ticketLive.continueTicket") });
  const reopen = goOn.getByRole("button", {
    name: t("ticketLive.reopenThis"),
  });
  await expect(reopen).toBeFocused();
  await expectGoodPage(page);
  expect(await portal.upsun.journal()).toHaveLength(before);
  await reopen.click();
  await expect(page.getByRole("button", { name: t("ticketLive.solve.label") })).toBeVisible();
  expect((await portal.upsun.journal()).at(-1)).toMatchObject({
    method: "PATCH",
    path: expect.stringContaining(id),
    body: { status: "open" },
  });
});

test("collaborators at Upsun are added and removed, and a wrong one is told on its field", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await openUpsun(page, portal, "Solved, or so it seemed", {
    status: "open",
    collaborator_ids: [],
  });
  const details = page.getByRole("region", { name: t("ticket.details.title") });
  const field = details.getByLabel(t("collaborators.label"));
  await details.getByRole("button", { name: t("collaborators.add"), exact: true }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expectGoodPage(page);
  await field.fill(upsunAccounts.contoso.userId);
  await page.keyboard.press("Enter");
  const added = details.getByRole("listitem").filter({ hasText: upsunAccounts.contoso.userId });
  await expect(added).toBeVisible();
  expect((await portal.upsun.journal()).at(-1)?.body).toMatchObject({
    collaborator_ids: [upsunAccounts.contoso.userId],
    collaborators_replace: true,
  });
  await added.getByRole("button").click();
  await expect(added).toHaveCount(0);
  expect((await portal.upsun.journal()).at(-1)?.body).toMatchObject({
    collaborator_ids: [],
    collaborators_replace: true,
  });
  await details.getByText(t("ticket.details.allFields")).click();

  const link = page.getByRole("link", { name: t("ticket.details.title"), exact: true });
  if (!(await link.isVisible())) return;
  await link.click();
  const sheet = page.getByRole("dialog", { name: t("ticketTools.about") });
  await expect(sheet.getByRole("button", { name: t("ticketTools.closeDetails") })).toBeFocused();
  await expect(page.locator("[inert]:has(h1)")).toHaveCount(1);
  await expectGoodPage(page);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(link).toBeFocused();
});

test("continue at Upsun: a closed ticket goes on in a new one, with links both ways", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  const id = await openUpsun(page, portal, "Solved, or so it seemed", { status: "closed" });
  const category = (await portal.upsun.tickets(upsunAccounts.contoso.id)).find(
    (filed) => filed.id === id,
  )?.ticket.category;
  await page.getByRole("link", { name: t("ticketLive.continue") }).click();
  await expect(page).toHaveURL(/\/tickets\/new\?continues=/);
  await expect(page.getByLabel(t("upsunForm.project"))).not.toHaveValue("");
  await expect(page.getByLabel(t("upsunForm.category"))).toHaveValue(String(category ?? ""));
  await page.getByLabel(t("upsunForm.project")).selectOption({ index: 1 });
  await page.getByLabel(t("filing.subject")).fill("It hangs once more");
  await page.getByLabel(t("filing.message")).fill("As before.");
  await page.getByRole("button", { name: t("filing.file") }).click();
  await isTicket(page);
  await expect(heading(page, "It hangs once more")).toBeVisible();
  expect((await portal.upsun.journal()).at(-1)?.body).toMatchObject({
    subject: "It hangs once more",
    followup_tid: id,
  });
  await expectGoodPage(page);
  await page.getByRole("link", { name: `#${id} Solved, or so it seemed` }).click();
  await expect(heading(page, "Solved, or so it seemed")).toBeVisible();
  const followUp = /#\d+ It hangs once more/;
  await expect(
    page.getByText(
      textPattern((hole) => t.markup("ticket.continuedIn", { link: () => hole(followUp) })),
    ),
  ).toBeVisible();
  await page.getByRole("link", { name: followUp }).click();
  await expect(heading(page, "It hangs once more")).toBeVisible();
});
