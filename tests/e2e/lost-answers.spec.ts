import { expect, signIn, test } from "../helpers/browser/browser";
import {
  accepted,
  conversation,
  expectGoodPage,
  heading,
  isTicket,
} from "../helpers/browser/filing";
import { textPattern, wholeTextPattern } from "../helpers/browser/text-pattern";
import {
  connectHostup,
  cutOff,
  file,
  fill,
  keepWaiting,
  limitRate,
  passMinutes,
  PERSON,
  REFERENCE,
  REPLYING,
} from "../helpers/browser/unsettled";

// Writes whose answer was lost, and replies that wait.
test.describe.configure({ mode: "serial" });

const provider = "HostUp";

test("an account is connected", async ({ page }) => {
  await connectHostup(page);
});

test("a lost answer: it is looked for, never sent again, and found", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await cutOff(portal, "after");
  await file(page, "Its answer was lost");
  await expect(page.getByText(t("submissions.mayHaveReceived", { provider }))).toBeVisible();
  await expect(
    page.getByText(
      textPattern((hole) => t("submissions.search.reference", { reference: hole(REFERENCE) })),
    ),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: t("submissions.decision.sendAgain") })).toHaveCount(
    0,
  );
  await expectGoodPage(page);
  await isTicket(page);
  expect(await accepted(portal.hostup, "Its answer was lost")).toHaveLength(1);
});

test("never found: the person is asked with what is known, and sends it again", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await cutOff(portal, "before");
  await file(page, "Never found, sent again");
  await expect(page.getByText(t("submissions.state.unknown"))).toBeVisible();
  await expect(async () => {
    await passMinutes(portal, 16);
    await expect(page.getByText(t("submissions.state.notFound", { provider }))).toBeVisible({
      timeout: 4_000,
    });
  }).toPass();
  const [asked] = await portal.query(
    "SELECT checks FROM submission WHERE state = 'needs_decision' AND payload->>'subject' = 'Never found, sent again'",
  );
  await expect(
    page.getByText(
      textPattern((hole) => {
        const time = () => hole(/.+/);
        return [
          t.markup("submissions.sentAt", { time }),
          t("submissions.checked", { count: Number(asked?.checks), provider }),
          t.markup("submissions.lastCheck", { time }),
          t("submissions.missing.reference", { reference: hole(REFERENCE) }),
        ].join(" ");
      }),
    ),
  ).toBeVisible();
  await expect(page.getByText(t("submissions.mayDoubleTicket", { provider }))).toBeVisible();
  await expectGoodPage(page);
  expect(await accepted(portal.hostup, "Never found, sent again")).toEqual([]);
  await page.getByRole("button", { name: t("submissions.decision.sendAgain") }).focus();
  await page.keyboard.press("Enter");
  await isTicket(page);
  expect(await accepted(portal.hostup, "Never found, sent again")).toHaveLength(1);
});

test("never found: the person drops it", { tag: "@once" }, async ({ page, portal, t }) => {
  await signIn(page, PERSON);
  await cutOff(portal, "before");
  await file(page, "Never found, dropped");
  await expect(page.getByText(t("submissions.state.unknown"))).toBeVisible();
  await expect(async () => {
    await passMinutes(portal, 16);
    await expect(page.getByText(t("submissions.state.notFound", { provider }))).toBeVisible({
      timeout: 4_000,
    });
  }).toPass();
  await page.goto("/tickets");
  const row = page
    .getByRole("list", { name: t("tickets.pending") })
    .getByRole("listitem")
    .filter({ hasText: "Never found, dropped" });
  const discard = row.getByRole("button", { name: t("submissions.decision.discard") });
  await discard.click();
  const question = page.getByRole("dialog", {
    name: t("submissions.discard.title", { kind: "create" }),
  });
  await expect(question).toContainText(t("submissions.discard.own"));
  await expectGoodPage(page);
  await question.getByRole("button", { name: t("submissions.discard.keep") }).click();
  await expect(discard).toBeFocused();
  await page.keyboard.press("Enter");
  await question.getByRole("button", { name: t("submissions.discard.now") }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByText(t("submissions.discard.done", { kind: "create" }))).toHaveCount(1);
  await expect(page.getByRole("main")).toBeFocused();
  expect(await accepted(portal.hostup, "Never found, dropped")).toEqual([]);
});

test("a reply that waits stands in the conversation, and comes back into the reply box to be changed", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await file(page, "Replies of every kind");
  await isTicket(page);
  await limitRate(portal, { call: REPLYING });
  await page.getByRole("textbox", { name: t("reply.label") }).fill("Have you seen this?");
  await page.getByRole("button", { name: t("reply.send") }).click();
  const card = conversation(page, t)
    .getByRole("listitem")
    .filter({ hasText: "Have you seen this?" });
  await keepWaiting(page, portal);
  await expect(card).toContainText(t("submissions.state.waiting"));
  await expectGoodPage(page);
  await card.getByRole("button", { name: t("submissions.decision.edit") }).click();
  await expect(page.getByRole("textbox", { name: t("reply.label") })).toHaveValue(
    "Have you seen this?",
  );
  await expect(card).toHaveCount(0);
  await page.getByRole("textbox", { name: t("reply.label") }).fill("Have you seen this by now?");
  await page.getByRole("button", { name: t("reply.send") }).click();
  const changed = conversation(page, t)
    .getByRole("listitem")
    .filter({ hasText: "Have you seen this by now?" });
  await expect(changed).toHaveCount(1);
  await expect(changed).not.toContainText(t("submissions.state.sending", { provider }), {
    timeout: 20_000,
  });
  await expect
    .poll(() => accepted(portal.hostup, "Have you seen this"))
    .toEqual([{ message: expect.stringMatching(/^Have you seen this by now\?\n\nTB-[A-Z]{6}$/) }]);
});

test(
  "a reply whose answer was lost is found in the ticket, and stands there once",
  { tag: "@once" },
  async ({ page, portal, t }) => {
    await signIn(page, PERSON);
    await page.goto("/tickets?q=Replies+of+every+kind");
    await page.getByRole("link", { name: "Replies of every kind", exact: true }).click();
    await isTicket(page);
    await cutOff(portal, "after", REPLYING);
    await page.getByRole("textbox", { name: t("reply.label") }).fill("Is this one lost?");
    await page.getByRole("button", { name: t("reply.send") }).click();
    const card = conversation(page, t)
      .getByRole("listitem")
      .filter({ hasText: "Is this one lost?" });
    await expect(card).toContainText(t("submissions.mayHaveReceived", { provider }));
    await expect(card).not.toContainText(t("submissions.mayHaveReceived", { provider }), {
      timeout: 20_000,
    });
    await expect(card).toHaveCount(1);
    expect(await accepted(portal.hostup, "Is this one lost?")).toHaveLength(1);
  },
);

test(
  "an organization that wants no references: messages go out as typed, and lost answers are found by text and time",
  { tag: "@once" },
  async ({ page, portal, t }) => {
    await signIn(page, PERSON, "/");
    const menu = wholeTextPattern((hole) => t("shell.userMenu", { name: hole(/.+/) }));
    await page.getByRole("button", { name: menu }).click();
    await page.getByRole("link", { name: t("shell.settings") }).click();
    await expect(heading(page, t("settings.title"))).toBeVisible();
    await expectGoodPage(page);
    await page.getByRole("link", { name: t("settings.openOrganization") }).click();
    await expect(heading(page, "Contoso")).toBeVisible();
    const setting = page.getByLabel(t("settings.reference"));
    await setting.uncheck();
    await expect(page.getByText(t("common.saved"))).toBeVisible();
    await fill(page, "Without a reference", "As it was typed.");
    await cutOff(portal, "after");
    await page.getByRole("button", { name: t("filing.file") }).click();
    await expect(page.getByText(t("submissions.search.text"))).toBeVisible();
    await isTicket(page);
    expect(await accepted(portal.hostup, "Without a reference")).toMatchObject([
      { message: "As it was typed." },
    ]);
    await page.goto("/organization");
    await expect(setting).not.toBeChecked();
    await setting.check();
    await expect(page.getByText(t("common.saved"))).toBeVisible();
  },
);

test(
  "a member who is no manager sees the setting and cannot change it",
  { tag: "@once" },
  async ({ page, t }) => {
    await signIn(page, "colleague@example.com");
    await page.goto("/organization");
    await expect(page.getByLabel(t("settings.reference"))).toBeDisabled();
  },
);
