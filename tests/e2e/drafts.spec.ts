import { hostupAccounts } from "../../sandbox/accounts";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";
import {
  expectDraft,
  fillDraft,
  form,
  openDraftForm,
  replyForm,
  saved,
  signInAgain,
} from "../helpers/browser/drafts";

test.describe.configure({ mode: "serial" });

const LABEL = "Hosting of the drafts";
let ticketPath = "";

test("an account is connected, and has a ticket to reply to", async ({ page, portal }) => {
  await signIn(page, "customer@example.com");
  await page.goto("/connections/new");
  await page.getByLabel("Label").fill(LABEL);
  await page.getByLabel("API key").fill(hostupAccounts.northwindStaging.key.key);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("listitem", { name: LABEL })).toBeVisible();
  await expect(async () => {
    const [row] = await portal.query(
      `SELECT t.id FROM ticket t JOIN connection c ON c.id = t.connection_id WHERE c.label = '${LABEL}' AND t.status = 'open' ORDER BY t.id LIMIT 1`,
    );
    expect(row).toBeDefined();
    ticketPath = `/tickets/${String(row?.id)}`;
  }).toPass({ timeout: 30_000 });
});

test(
  "a draft outlives a reload, and is there on another device",
  { tag: "@once" },
  async ({ page, newVisitor }) => {
    await signIn(page, "customer@example.com");
    await openDraftForm(page);
    await expect(form(page).getByText("Drafts save automatically.")).toBeVisible();
    await fillDraft(page, "Typed at the desk", "First line.\nSecond line.");
    await saved(page);
    await expect(form(page).getByText(/^Saved \d+ sec ago$/)).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.reload();
    await expectDraft(page, "Typed at the desk", "First line.\nSecond line.");

    const phone = await newVisitor();
    await signIn(phone.page, "customer@example.com");
    await openDraftForm(phone.page);
    await expectDraft(phone.page, "Typed at the desk", "First line.\nSecond line.");
    await phone.page.getByLabel("Subject").fill("Typed on the way");
    await saved(phone.page);
    await phone.page.waitForTimeout(1_500);
    await page.getByLabel("Message").fill("Typed at the desk, later.");
    await expect(page.getByText("Edited on another device", { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Use the other version" }).click();
    await expectDraft(page, "Typed on the way", "First line.\nSecond line.");
    await page.reload();
    await expectDraft(page, "Typed on the way", "First line.\nSecond line.");
  },
);

test("a draft is its person's alone", { tag: "@once" }, async ({ page }) => {
  await signIn(page, "colleague@example.com");
  await openDraftForm(page);
  await expect(page.getByLabel("Subject")).toHaveValue("");
});

test("one click discards it, one more brings it back", { tag: "@once" }, async ({ page }) => {
  await signIn(page, "customer@example.com");
  await openDraftForm(page);
  await expectDraft(page, "Typed on the way", "First line.\nSecond line.");
  const status = form(page);
  await status.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.getByLabel("Subject")).toHaveValue("");
  await expect(status.getByText("Draft discarded.")).toBeVisible();
  await expect(status.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectDraft(page, "Typed on the way", "First line.\nSecond line.");
  await page.waitForTimeout(1_500);
  await page.reload();
  await expectDraft(page, "Typed on the way", "First line.\nSecond line.");
  await status.getByRole("button", { name: "Discard draft" }).click();
  await expect(status.getByText("Draft discarded.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Subject")).toHaveValue("");

  // A reload before the server has answered changes nothing about it.
  let isFirst = true;
  await page.route("**/api/drafts", (route) => {
    if (route.request().method() !== "POST" || !isFirst) return route.continue();
    isFirst = false;
    return new Promise(() => undefined);
  });
  await fillDraft(page, "Away with this", "At once.");
  await saved(page);
  await page.evaluate(() => {
    [...document.querySelectorAll("button")]
      .find((button) => button.textContent === "Discard draft")
      ?.click();
    location.reload();
  });
  await expect(status.getByText("Draft discarded.")).toBeVisible();
  await expect(page.getByLabel("Subject")).toHaveValue("");
  await page.unroute("**/api/drafts");
});

test("a session that ends in the middle costs nothing: typed on, signed in again, all there", async ({
  page,
  context,
  watch,
}) => {
  watch.expect(/401/);
  await signIn(page, "customer@example.com");
  await openDraftForm(page);
  await fillDraft(page, "Before the session ended", "First half.");
  await saved(page);
  await context.clearCookies();
  await page.getByLabel("Message").fill("First half. Second half, typed after it had ended.");
  const status = form(page);
  await expect(status.getByText(/Not saved: your session has ended/)).toBeVisible();
  await expect(status.getByText(/kept in this browser/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await status.getByRole("link", { name: "Sign in again" }).click();
  await signInAgain(page, "customer@example.com");
  await expect(page).toHaveURL(/\/tickets\/new$/);
  await expectDraft(
    page,
    "Before the session ended",
    "First half. Second half, typed after it had ended.",
  );
  await saved(page);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expectDraft(
    page,
    "Before the session ended",
    "First half. Second half, typed after it had ended.",
  );
});

test(
  "offline in the middle costs nothing: kept here, saved when the portal answers, there after a reload",
  { tag: "@once" },
  async ({ page, context, watch }) => {
    watch.expect(/ERR_INTERNET_DISCONNECTED/);
    await signIn(page, "customer@example.com");
    await openDraftForm(page);
    await context.setOffline(true);
    await page.getByLabel("Message").fill("Typed in a tunnel.");
    const status = form(page);
    await expect(status.getByText(/Not saved: the portal isn’t responding/)).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain("Typed in a tunnel.");
    await page.getByRole("button", { name: "File ticket" }).click();
    await expect(page.getByText(/not filed: You’re offline. Your text is kept/)).toBeVisible();
    await expect(status.getByText(/Not saved/)).toBeHidden();
    await expect(page.getByLabel("Message")).toHaveValue("Typed in a tunnel.");
    await context.setOffline(false);
    await saved(page);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(
      "Typed in a tunnel.",
    );
    await page.reload();
    await expectDraft(page, "Before the session ended", "Typed in a tunnel.");
  },
);

test(
  "a tab that is closed right after the last key has saved it",
  { tag: "@once" },
  async ({ page, context }) => {
    await signIn(page, "customer@example.com");
    await openDraftForm(page);
    await page.getByLabel("Message").fill("The last word");
    await page.close({ runBeforeUnload: true });
    const later = await context.newPage();
    await expect(async () => {
      await openDraftForm(later);
      await expectDraft(later, "Before the session ended", "The last word");
    }).toPass({ timeout: 20_000 });
  },
);

test("more than can be sent is kept, and said on the field", { tag: "@once" }, async ({ page }) => {
  await signIn(page, "customer@example.com");
  await openDraftForm(page);
  const long = "Line of a log. ".repeat(6_667);
  await fillDraft(page, "A long one", long);
  await saved(page);
  await page.getByRole("button", { name: "File ticket" }).click();
  await expect(page.getByText("Message can have at most 50,000 characters.").first()).toBeVisible();
  await expect(page.getByLabel("Message")).toBeFocused();
  await page.waitForTimeout(1_500);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByLabel("Message")).toHaveValue(long);
});

test("a filed draft becomes the ticket, and the next form is empty", async ({ page, portal }) => {
  await signIn(page, "customer@example.com");
  await openDraftForm(page);
  await fillDraft(page, "A filed draft", "Once is enough.");
  await saved(page);
  await portal.query("UPDATE draft SET updated_at = now() - interval '1 day'");
  await page.reload();
  await expect(page.getByText(/^Your draft from yesterday, \d\d:\d\d$/)).toBeVisible();
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.getByLabel("Subject")).toHaveValue("");
  await expect(page.getByLabel("Department")).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expectDraft(page, "A filed draft", "Once is enough.");
  await page.getByRole("button", { name: "File ticket" }).dblclick();
  await page.waitForURL((url) => url.pathname !== "/tickets/new");
  await expect(async () => {
    const journal = await portal.hostup.journal();
    const filed = journal.filter(({ body }) => JSON.stringify(body).includes("A filed draft"));
    expect(filed).toHaveLength(1);
  }).toPass({ timeout: 20_000 });
  const notice = page.getByText(/^Filed as #\d+ with HostUp$/);
  await expect(notice).toBeVisible({ timeout: 20_000 });
  const noticeBox = await notice.boundingBox();
  const title = await page.getByRole("heading", { level: 1 }).boundingBox();
  expect(Math.abs((noticeBox?.y ?? 0) - (title?.y ?? 0))).toBeGreaterThan(20);
  await expect(page).toHaveURL(/\/tickets\/\w+$/);
  await openDraftForm(page);
  await expect(page.getByLabel("Subject")).toHaveValue("");
  await page.goBack();
  await page.goForward();
  await expect(page.getByLabel("Subject")).toHaveValue("");
});

test(
  "a reply is kept; one that will be encrypted only in this tab and sealed on the server",
  { tag: "@once" },
  async ({ page, portal, newVisitor }) => {
    await signIn(page, "customer@example.com");
    await page.goto(ticketPath);
    const reply = replyForm(page);
    await reply.getByLabel("Reply", { exact: true }).fill("The new password: hunter2-okapi");
    await expect(reply.getByText("This seems to contain a password")).toBeVisible();
    await expect(reply.getByText("hunter2", { exact: false })).toHaveCount(1);
    await expectAccessible(page);
    await reply.getByRole("button", { name: "Send reply" }).click();
    expect(JSON.stringify(await portal.hostup.journal())).not.toContain("hunter2-okapi");
    await reply.getByRole("button", { name: "Encrypt this reply" }).click();
    await expect(reply.getByRole("checkbox", { name: "Encrypt this reply" })).toBeChecked();
    await expect(reply.getByText("This seems to contain a password")).toHaveCount(0);
    await expect(reply.getByText(/^Saved /)).toBeVisible();
    await page.waitForTimeout(1_500);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("hunter2");
    expect(JSON.stringify(await portal.query("SELECT * FROM draft"))).not.toContain("hunter2");
    await page.reload();
    await expect(reply.getByLabel("Reply", { exact: true })).toHaveValue(
      "The new password: hunter2-okapi",
    );
    await expect(reply.getByRole("checkbox", { name: "Encrypt this reply" })).toBeChecked();

    const phone = await newVisitor();
    await signIn(phone.page, "customer@example.com");
    await phone.page.goto(ticketPath);
    await expect(replyForm(phone.page).getByLabel("Reply", { exact: true })).toHaveValue(
      "The new password: hunter2-okapi",
    );
    await reply.getByRole("button", { name: "Send reply" }).click();
    await expect(reply.getByLabel("Reply", { exact: true })).toHaveValue("");
    await expect(reply.getByRole("checkbox", { name: "Encrypt this reply" })).not.toBeChecked();
    await expect(async () =>
      expect(JSON.stringify(await portal.hostup.journal())).toContain("hunter2-okapi"),
    ).toPass({ timeout: 20_000 });
    expect(await portal.query("SELECT 1 FROM draft WHERE kind = 'reply'")).toEqual([]);

    // The other device still shows it: it says so instead of offering it as new.
    await replyForm(phone.page)
      .getByLabel("Reply", { exact: true })
      .fill("The new password: hunter2-okapi, once more");
    await expect(phone.page.getByText("Already sent", { exact: true })).toBeVisible();
    await phone.page.getByRole("button", { name: "Discard this" }).click();
    await expect(replyForm(phone.page).getByLabel("Reply", { exact: true })).toHaveValue("");
  },
);

test("a secret in a new ticket is pointed out before it goes; sent anyway on one's word", async ({
  page,
  portal,
}) => {
  await signIn(page, "customer@example.com");
  await openDraftForm(page);
  await fillDraft(page, "Login fails", "password: Sommar2026");
  const status = form(page);
  await page.getByRole("button", { name: "File ticket" }).click();
  await expect(status.getByText("This seems to contain a password")).toBeVisible();
  await expect(status.getByText(/then send this in an encrypted reply/)).toBeVisible();
  // At the end of the page the sticky button covers no field.
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  expect(JSON.stringify(await portal.hostup.journal())).not.toContain("Sommar2026");
  await status.getByRole("button", { name: "Send anyway" }).click();
  await page.waitForURL((url) => url.pathname !== "/tickets/new");
  await expect(async () =>
    expect(JSON.stringify(await portal.hostup.journal())).toContain("Sommar2026"),
  ).toPass({ timeout: 20_000 });
});

test("critical says what it costs, and when it is refused, another priority is one click away", async ({
  page,
  portal,
}) => {
  await signIn(page, "customer@example.com");
  await openDraftForm(page);
  await fillDraft(page, "No credit left", "Everything is down.");
  await page.getByLabel("Priority").selectOption("critical");
  await expect(page.locator("#field-priority-line")).toHaveText(/uses one support credit/);
  await page.getByLabel("Customer impact").fill("Nobody can order.");
  await saved(page);
  await portal.hostup.control("POST", "/faults", {
    kind: "status",
    method: "POST",
    path: "/api/v2/support/tickets",
    status: 409,
    code: "no_support_credits",
  });
  await page.getByRole("button", { name: "File ticket" }).click();
  await page.waitForURL(/\/tickets\/new\?submission=/, { timeout: 30_000 });
  await expectDraft(page, "No credit left", "Everything is down.");
  await expect(page.getByLabel("Customer impact")).toHaveValue("Nobody can order.");
  await expect(form(page).getByText("HostUp rejected this")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "File with Urgent priority" }).click();
  await page.waitForURL((url) => url.pathname !== "/tickets/new");
  await expect(async () => {
    const journal = await portal.hostup.journal();
    const filed = journal.filter(({ body }) => JSON.stringify(body).includes("No credit left"));
    expect(filed.map((entry) => (entry.body as { priority?: string }).priority)).toEqual([
      "urgent",
    ]);
  }).toPass({ timeout: 30_000 });
});
