import { expect, signIn, test } from "../helpers/browser/browser";
import {
  accepted,
  conversation,
  expectGoodPage,
  heading,
  isTicket,
} from "../helpers/browser/filing";
import { type TextHole, textPattern, wholeTextPattern } from "../helpers/browser/text-pattern";
import {
  connectHostup,
  departmentsListed,
  file,
  FILING,
  fill,
  keepWaiting,
  limitRate,
  passMinutes,
  PERSON,
  REFERENCE,
} from "../helpers/browser/unsettled";

// Tickets that the provider delays or refuses, from "File ticket" on.
test.describe.configure({ mode: "serial" });

test("an account is connected", async ({ page }) => {
  await connectHostup(page);
});

test(
  "a slow provider holds up no form: its last known list is offered, and replaced without losing anything",
  { tag: "@once" },
  async ({ page, portal, t }) => {
    await departmentsListed(portal);
    await signIn(page, PERSON);
    const fault = {
      kind: "slow",
      method: "GET",
      path: "/api/v2/support/departments",
      ms: 6_000,
      count: null,
    };
    await portal.hostup.control("POST", "/faults", fault);
    await page.goto("/tickets/new", { waitUntil: "commit" });
    await page.getByLabel(t("filing.subject")).fill("Typed while it loads");
    const age = (hole: TextHole) => t("filing.optionsAge", { age: hole(/.+/) });
    await expect(
      page.getByText(wholeTextPattern((hole) => `${age(hole)} ${t("filing.loading")}`)),
    ).toBeVisible();
    await page.getByLabel(t("hostup.department")).selectOption("vps");
    await page.getByLabel(t("filing.message")).fill("Before the list was there.");
    await expect(page.getByText(t("filing.loading"))).toHaveCount(0, { timeout: 15_000 });
    await portal.hostup.control("DELETE", "/faults");
    await expect(page.getByText(textPattern(age))).toHaveCount(0);
    await expect(page.getByLabel(t("hostup.department"))).toHaveValue("vps");
    await expect(page.getByLabel(t("filing.subject"))).toHaveValue("Typed while it loads");
    await expect(page.getByLabel(t("filing.message"))).toHaveValue("Before the list was there.");
    await expect(page.getByLabel(t("filing.message"))).toBeFocused();
    await expectGoodPage(page);
    await page.getByRole("button", { name: t("drafts.discard") }).click();
    await expect(page.getByText(t("drafts.discarded"))).toBeVisible();
  },
);

test("a provider that turns a ticket away: it waits in sight, on its page and in the list, and gets through by itself", async ({
  page,
  context,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await limitRate(portal, { count: 2 });
  await file(page, "Filed while HostUp was busy");
  await expect(page.getByText(t("submissions.state.waiting"))).toBeVisible();
  await expect(
    page.getByText(
      textPattern((hole) =>
        t.markup("submissions.rateLimited", {
          provider: "HostUp",
          time: () => hole(/\d\d:\d\d CES?T \(.+\)/),
        }),
      ),
    ),
  ).toBeVisible();
  await expect(conversation(page, t)).toContainText("Since 02:00.");
  await expect(
    conversation(page, t).getByRole("button", {
      name: wholeTextPattern((hole) => t("reference.copyNamed", { reference: hole(REFERENCE) })),
    }),
  ).toBeVisible();
  await expectGoodPage(page);
  const list = await context.newPage();
  await list.goto("/tickets");
  await expect(list.getByRole("list", { name: t("tickets.pending") })).toContainText(
    "Filed while HostUp was busy",
  );
  await expectGoodPage(list);
  const history = page.getByRole("region", { name: t("history.title") });
  await expect(async () => {
    await passMinutes(portal, 1);
    await expect(history).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
  await expect(heading(page, "Filed while HostUp was busy")).toBeVisible();
  await expect(list.getByRole("list", { name: t("tickets.pending") })).toHaveCount(0);
  await expect(list.getByRole("list", { name: t("tickets.found") })).toContainText(
    "Filed while HostUp was busy",
  );
  const [sent, ...more] = await accepted(portal.hostup, "Filed while HostUp was busy");
  expect(more).toEqual([]);
  expect(sent?.message).toMatch(/\n\nTB-[A-Z]{6}$/);
  await expect(conversation(page, t)).not.toContainText(/Since 02:00\.\s*TB-/);
});

test("a ticket that is known already is followed instead, and the draft is kept", async ({
  page,
  t,
}) => {
  const subject = "Filed while HostUp was slow";
  await signIn(page, PERSON);
  await page.goto("/tickets/new");
  await page.getByLabel(t("filing.subject")).fill(subject);
  const known = page.getByRole("region", { name: t("known.title") });
  await known.locator("summary").press("Enter");
  await expect(known).toContainText("Filed while HostUp was busy");
  await expectGoodPage(page);
  await known
    .getByRole("button", { name: t("known.follow") })
    .first()
    .click();
  await isTicket(page);
  await expect(heading(page, "Filed while HostUp was busy")).toBeVisible();
  const follow = page.getByRole("button", { name: t("follow.follow"), exact: true });
  await expect(follow).toHaveAttribute("aria-pressed", "true");
  await page.goto("/tickets/new");
  await expect(page.getByLabel(t("filing.subject"))).toHaveValue(subject);
  await page.getByLabel(t("filing.subject")).fill("");
});

test(
  "a rate limit: it waits for as long as the provider asked, and says so",
  { tag: "@once" },
  async ({ page, portal, language, t }) => {
    await signIn(page, PERSON);
    await fill(page, "Filed over the limit");
    await limitRate(portal, { seconds: 6 });
    await page.getByRole("button", { name: t("filing.file") }).click();
    const seconds = { en: /\d sec/, sv: /\d\ss/ }[language];
    await expect(
      page.getByText(
        textPattern((hole) =>
          t.markup("submissions.rateLimited", {
            provider: "HostUp",
            time: () => `${hole(/.*/)} (${t("time.until", { duration: hole(seconds) })})`,
          }),
        ),
      ),
    ).toBeVisible();
    expect(await accepted(portal.hostup, "Filed over the limit")).toEqual([]);
    await isTicket(page);
    expect(await accepted(portal.hostup, "Filed over the limit")).toHaveLength(1);
  },
);

test("what waits can be cancelled, and nothing of it is lost", async ({ page, portal, t }) => {
  await signIn(page, PERSON);
  await limitRate(portal);
  await file(page, "Cancelled while it waited", "Not needed after all.");
  await keepWaiting(page, portal);
  await page.getByRole("button", { name: t("submissions.decision.cancel") }).click();
  await expect(page.getByText(t("submissions.canceled"), { exact: true })).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole("link", { name: t("submissions.backToForm") }).click();
  await expect(page.getByLabel(t("filing.subject"))).toHaveValue("Cancelled while it waited");
  await expect(page.getByLabel(t("filing.message"))).toHaveValue("Not needed after all.");
  await page.goto("/tickets");
  await expect(page.getByText("Cancelled while it waited")).toHaveCount(0);
  expect(await accepted(portal.hostup, "Cancelled while it waited")).toEqual([]);
});

test("what waits can be changed: it goes out once, as it was changed", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await limitRate(portal);
  await file(page, "Changed while it waited");
  await keepWaiting(page, portal);
  await page.getByRole("button", { name: t("submissions.decision.edit") }).click();
  await expect(page.getByLabel(t("filing.subject"))).toHaveValue("Changed while it waited");
  await page.getByLabel(t("filing.subject")).fill("Changed while it waited, and now right");
  await page.getByRole("button", { name: t("filing.file") }).click();
  await isTicket(page);
  await expect(heading(page, "Changed while it waited, and now right")).toBeVisible();
  expect(await accepted(portal.hostup, "Changed while it waited")).toHaveLength(1);
});

test("a refusal leads back to the form, with every field and the provider's words", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await fill(page, "Refused at first");
  await portal.hostup.control("POST", "/faults", {
    kind: "answer",
    status: 422,
    headers: { "content-type": "application/problem+json" },
    body: {
      type: "about:blank",
      title: "Invalid",
      status: 422,
      code: "validation_failed",
      detail: "The ticket was rejected.",
      errors: [{ pointer: "/subject", detail: "Choose another subject.", code: "invalid_value" }],
    },
    ...FILING,
    count: 1,
  });
  await page.getByRole("button", { name: t("filing.file") }).click();
  await expect(page).toHaveURL(/\/tickets\/new\?submission=/);
  await expect(page.getByLabel(t("filing.subject"))).toHaveValue("Refused at first");
  await expect(page.getByText("Choose another subject.").first()).toBeVisible();
  await page.goto("/tickets");
  const row = page
    .getByRole("list", { name: t("tickets.pending") })
    .getByRole("listitem")
    .filter({ hasText: "Refused at first" });
  // Folded on a phone.
  const fold = page.getByText(t("tickets.undelivered", { count: 1 }));
  await fold.waitFor({ state: "attached" });
  if (await fold.isVisible()) await fold.click();
  await expect(row).toContainText(t("submissions.state.rejected"));
  await row.getByRole("button", { name: t("submissions.decision.discard") }).click();
  await page.getByRole("button", { name: t("submissions.discard.edit") }).click();
  await expect(page.getByLabel(t("filing.subject"))).toHaveValue("Refused at first");
  await page.goto("/tickets");
  await expect(row).toHaveCount(0);
});

test("a file that the provider refuses says why, and is sent again alone", async ({
  page,
  portal,
  t,
}) => {
  await signIn(page, PERSON);
  await fill(page, "With a file that is refused");
  await page.getByLabel(t("files.attachments")).setInputFiles({
    name: "trace.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("one line\n"),
  });
  await expect(page.getByRole("list", { name: t("files.chosen") })).toContainText(
    t("files.state.ready"),
  );
  await portal.hostup.control("POST", "/faults", {
    kind: "answer",
    status: 422,
    headers: { "content-type": "application/problem+json" },
    body: {
      type: "about:blank",
      title: "Invalid",
      status: 422,
      code: "validation_failed",
      detail: "The file was rejected.",
      errors: [
        { pointer: "/file", detail: "Files of this kind are not accepted.", code: "invalid_value" },
      ],
    },
    method: "POST",
    path: "/api/v2/support/attachments",
    count: 1,
  });
  await page.getByRole("button", { name: t("filing.file") }).click();
  await isTicket(page);
  const files = page.getByRole("region", { name: t("conversation.attachments") });
  await expect(files).toContainText(t("files.state.refused"), { timeout: 20_000 });
  await expect(files).toContainText("Files of this kind are not accepted.");
  await expectGoodPage(page);
  await files.getByRole("button", { name: t("reply.resend.named", { name: "trace.txt" }) }).click();
  await expect(files.getByRole("link", { name: "trace.txt" })).toBeVisible({ timeout: 20_000 });
  await expect(files.getByRole("list", { name: t("conversation.outgoingFiles") })).toHaveCount(0);
  expect(await accepted(portal.hostup, "With a file that is refused")).toHaveLength(1);
});

test(
  "what somebody has filed is nobody else's to see, not with a session that was good before either",
  { tag: "@once" },
  async ({ page, newVisitor, portal, t }) => {
    await signIn(page, PERSON);
    await limitRate(portal);
    await file(page, "On its way, and private");
    await keepWaiting(page, portal);
    const address = new URL(page.url()).pathname;
    const status = `/api/submissions/${address.split("/").at(-1) ?? ""}`;
    await page.getByRole("button", { name: t("submissions.decision.cancel") }).click();
    await expect(page.getByText(t("submissions.canceled"), { exact: true })).toBeVisible();
    const own = await page.request.get(status);
    expect(own.headers()["cache-control"]).toContain("no-store");
    expect(await own.json()).toMatchObject({
      ok: true,
      data: { state: "abandoned", ticketId: null },
    });
    expect(
      (await page.request.get(status, { headers: { "sec-fetch-site": "cross-site" } })).status(),
    ).toBe(403);
    for (const email of ["customer@example.com", "staff@example.com"]) {
      const visitor = await newVisitor();
      visitor.watch.expect(/status of 404/);
      expect((await visitor.page.request.get(status)).status()).toBe(401);
      await signIn(visitor.page, email);
      expect((await visitor.page.goto(address))?.status(), email).toBe(404);
      const [theirs, none] = [
        await visitor.page.request.get(status),
        await visitor.page.request.get("/api/submissions/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
      ];
      expect([theirs.status(), await theirs.json()], email).toEqual([404, await none.json()]);
    }
    await portal.query(`UPDATE "user" SET disabled_at = now() WHERE email = '${PERSON}'`);
    expect((await page.request.get(status)).status()).toBe(401);
    await portal.query(`UPDATE "user" SET disabled_at = NULL WHERE email = '${PERSON}'`);
  },
);
