import type { Page, Request } from "@playwright/test";

import { hostupAccounts } from "../../sandbox/accounts";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";
import type { TestPortal } from "../helpers/browser/portal";

// A mirror that says how fresh it is, what was before, and what it no longer finds.
test.describe.configure({ mode: "serial" });

const PERSON = "customer@example.com";
const LABEL = "Hosting that is watched";
const ANSWER = "The fan of the host has been replaced.";
const NOTE = "Okapi waits for the data centre";
const TYPED = "I have not finished this sentence";

let connectionId = "";
let ticket = { id: "", external_id: "", subject: "" };

const address = () => `/tickets/${ticket.id}`;
const conversation = (page: Page) => page.getByRole("region", { name: "Conversation" });

async function expectGoodPage(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** As the platform's scheduler would: everything that is due is read. */
async function readWhatIsDue(portal: TestPortal): Promise<void> {
  const answer = await fetch(`${portal.url}/api/cron/sync`, {
    headers: { authorization: `Bearer ${portal.cronSecret}` },
  });
  expect(answer.status).toBe(200);
}

async function setVisibility(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "visibilityState", { value, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

/** As if 20 seconds had passed, for a page with a clock of its own and for the portal. */
async function passPollInterval(page: Page, portal: TestPortal): Promise<void> {
  for (const [table, column] of [
    ["ticket", "read_at"],
    ["connection", "last_read_at"],
  ])
    await portal.query(`UPDATE ${table} SET ${column} = ${column} - interval '20 seconds'`);
  await page.clock.fastForward(20_000);
}

test("an account is connected, and the list says when it was read", async ({ page, portal }) => {
  await signIn(page, PERSON);
  await page.goto("/connections/new");
  await page.getByLabel("Provider").selectOption({ label: "HostUp" });
  await page.getByLabel("Label").fill(LABEL);
  await page.getByLabel("API key").fill(hostupAccounts.northwindStaging.key.key);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const card = page.getByRole("listitem", { name: LABEL });
  // The page brings itself up to date while the first reading runs.
  await expect(card.getByText("Up to date")).toBeVisible({ timeout: 60_000 });
  await expect(card.getByText(/next check/)).toBeVisible();
  await expectGoodPage(page);
  await page.goto("/tickets");
  await expect(page.getByRole("list", { name: "Sync status" })).toContainText(
    /checked (just now|\d+ min ago)/,
  );
  const [connection] = await portal.query(`SELECT id FROM connection WHERE label = '${LABEL}'`);
  connectionId = String(connection?.id);
  const [found] = await portal.query(
    `SELECT id, external_id, subject FROM ticket WHERE connection_id = '${connectionId}' AND status = 'open' ORDER BY activity_at DESC LIMIT 1`,
  );
  ticket = {
    id: String(found?.id),
    external_id: String(found?.external_id),
    subject: String(found?.subject),
  };
});

test("an open ticket page shows the provider's answer within 30 seconds, without a click and without losing what is typed", async ({
  page,
  portal,
}) => {
  await page.clock.install();
  await signIn(page, PERSON);
  await page.goto(address());
  const reply = page.getByRole("textbox", { name: "Reply" });
  await reply.fill(TYPED);
  await portal.hostup.answer(ticket.external_id, ANSWER);
  // The page is alive, and has not asked yet.
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await expect(conversation(page)).not.toContainText(ANSWER);
  await passPollInterval(page, portal);
  await expect(conversation(page)).toContainText(ANSWER);
  await expect(page.locator("[data-slot=announcement]")).toContainText("New:");
  await expect(reply).toHaveValue(TYPED);
  await expect(reply).toBeFocused();
  await expectGoodPage(page);
});

test(
  "a page that nobody sees asks for nothing, and asks at once when it is seen again",
  { tag: "@once" },
  async ({ page }) => {
    await page.clock.install();
    await signIn(page, PERSON);
    await page.goto(address());
    await expect(conversation(page)).toContainText(ANSWER);
    let asked = 0;
    let answered = 0;
    const isForUpdates = (request: Request) => request.url().includes("/updates?");
    page.on("request", (request) => (asked += isForUpdates(request) ? 1 : 0));
    page.on("requestfinished", (request) => (answered += isForUpdates(request) ? 1 : 0));
    // While it is seen, it does ask.
    await expect(async () => {
      await page.clock.fastForward(22_000);
      await expect.poll(() => answered, { timeout: 3_000 }).toBeGreaterThan(0);
    }).toPass();
    await setVisibility(page, "hidden");
    const before = asked;
    await page.clock.fastForward(22_000);
    // Long enough for a request to begin.
    await page.waitForTimeout(500);
    expect(asked).toBe(before);
    await setVisibility(page, "visible");
    await expect.poll(() => asked, { timeout: 3_000 }).toBe(before + 1);
  },
);

test("a ticket is shown as it was, from its history, with nothing that could be done to it", async ({
  page,
}) => {
  await signIn(page, PERSON);
  await page.goto(address());
  await page.getByRole("link", { name: "As it was then: First seen here" }).click();
  await expect(page.getByText(/^As it was on /)).toBeVisible();
  await expect(page).toHaveURL(/\?at=/);
  await expect(conversation(page)).not.toContainText(ANSWER);
  await expect(page.getByRole("button", { name: /Send reply|Close ticket|Sync now/ })).toHaveCount(
    0,
  );
  await expectGoodPage(page);
  await page.getByRole("link", { name: /^Later: / }).click();
  await expect(conversation(page)).toContainText(ANSWER);
  await page.getByRole("link", { name: "Show current version" }).click();
  await expect(page).toHaveURL(new RegExp(`${ticket.id}$`));
  await expect(page.getByRole("button", { name: "Close ticket" })).toBeVisible();
  await page.goto(`${address()}?at=2001-01-01T00:00:00.000Z`);
  await expect(page.getByText(/^We have no record of this ticket on /)).toBeVisible();
  await expectGoodPage(page);
});

test(
  "a service says how it stands, what it was before and which tickets are about it; a ticket keeps it as it was",
  { tag: "@once" },
  async ({ page, portal, newVisitor }) => {
    const [service] =
      await portal.query(`SELECT s.id, s.name, s.status, t.id AS ticket_id FROM service s JOIN ticket_service ts ON ts.service_id = s.id JOIN ticket t ON t.id = ts.ticket_id
    WHERE s.connection_id = '${connectionId}' AND s.status = 'active' AND s.name IS NOT NULL ORDER BY s.id LIMIT 1`);
    const name = String(service?.name);
    // As if the account had been read before its provider set it up.
    await portal.query(`UPDATE service SET status = 'provisioning' WHERE id = '${service?.id}'`);
    await portal.query(
      `UPDATE connection SET resources_read_at = '{}' WHERE id = '${connectionId}'`,
    );
    await signIn(page, PERSON);
    await page.goto("/connections");
    await page
      .getByRole("listitem", { name: LABEL })
      .getByRole("button", { name: "Sync now" })
      .click();
    await expect
      .poll(
        async () =>
          (await portal.query(`SELECT status FROM service WHERE id = '${service?.id}'`))[0]?.status,
        { timeout: 30_000 },
      )
      .toBe("active");

    await page.getByRole("link", { name: "Services", exact: true }).click();
    await expect(page.getByRole("list", { name: "Sync status" })).toContainText(/checked/);
    await expectGoodPage(page);
    await page.getByRole("searchbox", { name: "Search services" }).fill(name);
    await expect(page).toHaveURL(/[?&]q=/);
    await page.getByRole("listitem").getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByRole("region", { name: "History" })).toContainText(
      "Status changed from provisioning to Active",
    );
    await expectGoodPage(page);
    await page.goto(`/tickets/${service?.ticket_id}`);
    await expect(
      page.getByRole("region", { name: "Details" }).getByRole("link", { name, exact: true }),
    ).toBeVisible();

    const staff = await newVisitor();
    await signIn(staff.page, "staff@example.com");
    await staff.page.goto(`/staff/tickets/${service?.ticket_id}`);
    const notes = staff.page.getByRole("region", { name: "Internal notes" });
    await notes.getByLabel("Internal note", { exact: true }).fill(NOTE);
    await notes.getByRole("button", { name: "Save note" }).dblclick();
    await expect(notes.getByText("Note saved.")).toBeVisible();
    await expect(notes.getByText(NOTE, { exact: true })).toHaveCount(1);
    await expect(notes.getByLabel("Internal note", { exact: true })).toHaveValue("");
    await expectGoodPage(staff.page);
    for (const path of [
      `/tickets/${service?.ticket_id}`,
      `/services/${service?.id}`,
      "/tickets",
      "/tickets?q=okapi",
      "/api/search?q=okapi",
      `/api/tickets/${service?.ticket_id}/files`,
      "/services",
      "/notifications",
      "/organization",
    ])
      for (const headers of [undefined, { rsc: "1" }]) {
        const answer = await page.request.get(path, { headers });
        expect(await answer.text(), path).not.toContain("waits for the data");
      }
    await staff.page
      .getByRole("region", { name: "Details" })
      .getByRole("link", { name, exact: true })
      .click();
    await expect(staff.page.getByRole("region", { name: "History" })).toContainText(
      "Status changed from provisioning to Active",
    );
    await expectGoodPage(staff.page);
  },
);

test("staff see each account's sync, pause it and resume it; the organization is informed @once", async ({
  page,
  newVisitor,
}) => {
  await signIn(page, "staff@example.com", "/");
  await page.getByRole("link", { name: "Sync", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sync" })).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole("link", { name: LABEL }).click();
  await expect(page.getByRole("heading", { level: 1, name: LABEL })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Last 24 hours: / })).toBeVisible();
  await expect(page.getByRole("region", { name: "Syncs" })).toContainText("Complete");
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await expectGoodPage(page);

  const customer = await newVisitor();
  customer.watch.expect(/status of 404/);
  await signIn(customer.page, PERSON);
  await customer.page.goto("/connections");
  await expect(
    customer.page.getByRole("listitem", { name: LABEL }).getByText("Paused by portal staff."),
  ).toBeVisible();
  for (const path of ["/staff/sync", `/staff/sync/${connectionId}`])
    expect((await customer.page.goto(path))?.status(), path).toBe(404);

  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("a ticket that its provider no longer shows stays readable, and says so @once", async ({
  page,
  portal,
  newVisitor,
}) => {
  await portal.hostup.control("DELETE", `/tickets/${ticket.external_id}`);
  await signIn(page, "staff@example.com");
  await page.goto(`/staff/sync/${connectionId}`);
  await page.getByRole("button", { name: "Full sync" }).click();
  await expect(page.getByText(/^Everything will sync again/)).toBeVisible();
  await readWhatIsDue(portal);
  await expect
    .poll(
      async () =>
        (await portal.query(`SELECT gone_at FROM ticket WHERE id = '${ticket.id}'`))[0]?.gone_at,
      { timeout: 30_000 },
    )
    .not.toBeNull();
  await page.reload();
  await expect(page.getByRole("region", { name: "Syncs" })).toContainText(
    "1 ticket no longer at the provider",
  );

  const { page: customer } = await newVisitor();
  await signIn(customer, PERSON);
  await customer.goto(`/tickets?q=${encodeURIComponent(`"${ticket.subject}"`)}`);
  await expect(
    customer.getByText("No longer at HostUp").filter({ visible: true }).first(),
  ).toBeVisible();
  await customer.goto(address());
  await expect(
    customer.getByText("HostUp says this ticket no longer exists. Showing our last copy."),
  ).toBeVisible();
  await expect(conversation(customer)).toContainText(ANSWER);
  await expect(customer.getByRole("button", { name: /Send reply|Close ticket/ })).toHaveCount(0);
  await expectGoodPage(customer);
});

test(
  "a provider that fails is named, with what is done about it",
  { tag: "@once" },
  async ({ page, portal }) => {
    await portal.query(`UPDATE connection SET last_read_at = now() - interval '3 hours', last_error_code = 'provider_unavailable', last_error_at = now(),
    last_error_message = 'HostUp is having problems (error 503).', next_at = now() + interval '9 minutes' WHERE id = '${connectionId}'`);
    await signIn(page, PERSON, "/");
    await expect(
      page.getByText(`HostUp · ${LABEL}: not checked for 3 hr`, { exact: true }).first(),
    ).toBeVisible();
    await expect(page.getByText(/\(error 503\)\. We’ll try again at \d\d:\d\d/)).toBeVisible();
    await expectGoodPage(page);
    await page.getByRole("button", { name: "Sync now" }).first().click();
    await expect(page.getByText(/\(error 503\)/)).toHaveCount(0, { timeout: 30_000 });
  },
);

test("disconnecting can erase the account's history, after a second word", async ({
  page,
  watch,
}) => {
  await signIn(page, PERSON);
  await page.goto("/connections");
  const card = page.getByRole("listitem", { name: LABEL });
  await card.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByRole("radio", { name: "Keep the account’s history" })).toBeChecked();
  await page.getByRole("radio", { name: "Erase the account’s history" }).check();
  const confirm = page.getByRole("button", { name: "Disconnect and erase" });
  await expect(confirm).toBeDisabled();
  await page
    .getByRole("checkbox", {
      name: "Erase everything that was synced and filed through this account",
    })
    .check();
  await expectGoodPage(page);
  await confirm.click();
  await expect(card).toHaveCount(0);
  watch.expect(/status of 404/);
  expect((await page.goto(address()))?.status()).toBe(404);
});
