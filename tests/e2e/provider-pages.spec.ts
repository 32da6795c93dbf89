import type { Page } from "@playwright/test";

import { codeWords } from "../../lib/text/code-words";
import { hostupAccounts, upsunAccounts } from "../../sandbox/accounts";
import { expect, expectAccessible, signIn, test } from "../helpers/browser/browser";
import { connect, isTicket } from "../helpers/browser/filing";

// The examples of the providers' own pages on creating a ticket, taken through the whole line.

/** Every text, number and true of an answer, by its path. */
function leaves(value: unknown, path = ""): Array<[string, string]> {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value === "object")
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
  return [[path, String(value)]];
}

async function expectShown(
  page: Page,
  answer: Record<string, unknown>,
  shownAs: Record<string, string>,
): Promise<void> {
  for (const folded of await page.locator("main details").all())
    await folded.evaluate((details: HTMLDetailsElement) => (details.open = true));
  const text = (await page.getByRole("main").innerText()).replace(/\s+/g, " ");
  for (const [path, value] of leaves(answer)) {
    const shown = shownAs[path] ?? value;
    // Customers see codes as words.
    const isShown = text.includes(shown) || text.includes(codeWords(shown));
    expect(isShown, `${path} is shown: ${shown}`).toBe(true);
  }
}

test(
  "HostUp's example: the form sends exactly its body with a reference, and its answer is shown to the last field",
  { tag: "@once" },
  async ({ page, portal, language, t }) => {
    await signIn(page, "customer@example.com");
    await connect(
      page,
      "HostUp",
      "Account at HostUp",
      t("hostup.apiKey"),
      hostupAccounts.northwind.key.key,
    );
    await page.goto("/tickets/new");
    await page.getByLabel(t("hostup.department")).selectOption("domain-names");
    await page.getByLabel(t("filing.subject")).fill("Question about my hosting account");
    await page.getByLabel(t("filing.message")).fill("Hello, I need help with my website.");
    await page.getByLabel(t("filing.priority")).selectOption("low");
    await page.getByText(t("filing.moreOptions")).click();
    await page.getByLabel(t("hostupForm.cc"), { exact: true }).fill("jane@example.com");
    await page
      .getByLabel(t("hostupForm.service"))
      .selectOption("domain:dom_01hxa3b4c5d6e7f8g9h0j1k2m3");
    await page.getByRole("button", { name: t("templates.save") }).click();
    await page.getByRole("dialog").getByLabel(t("templates.name")).fill("Of the page");
    await expectAccessible(page);
    await page.getByRole("button", { name: t("templates.saveName"), exact: true }).click();
    await expect(page.getByText(t("templates.saved"))).toBeVisible();
    await page.getByRole("button", { name: t("drafts.discard") }).click();
    await expect(page.getByLabel(t("filing.subject"))).toHaveValue("");
    await page.getByLabel(t("filing.priority")).selectOption("low");
    await page.getByLabel(t("templates.template"), { exact: true }).selectOption("Of the page");
    await expect(page.getByText(t("templates.undo"), { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: t("filing.file") }).click();
    await expect(
      page.getByRole("heading", { level: 1, name: "Question about my hosting account" }),
    ).toBeVisible();
    await isTicket(page);
    expect((await portal.hostup.journal()).at(-1)?.body).toEqual({
      departmentSlug: "domain-names",
      subject: "Question about my hosting account",
      message: expect.stringMatching(/^Hello, I need help with my website\.\n\nTB-[A-Z]{6}$/),
      priority: "low",
      ccEmails: ["jane@example.com"],
      context: { serviceType: "domain", serviceId: "dom_01hxa3b4c5d6e7f8g9h0j1k2m3" },
    });
    const filed = (await portal.hostup.tickets()).find(
      ({ ticket }) => ticket.subject === "Question about my hosting account",
    );
    const answer = {
      number: "10001",
      status: "open",
      priority: "low",
      departmentSlug: "domain-names",
      departmentName: "Domain names",
      createdAt: "2026-04-27T11:45:00.000Z",
      updatedAt: "2026-04-27T12:05:00.000Z",
      lastMessageAt: "2026-04-27T12:05:00.000Z",
      ccEmails: ["jane@example.com"],
      requesterName: "Jane Example",
      linkedServices: [
        {
          serviceType: "domain",
          serviceId: "dom_01hxa3b4c5d6e7f8g9h0j1k2m3",
          serviceName: "example.com",
          details: { status: "Active", autoRenew: true },
        },
      ],
    };
    await portal.hostup.changeTicket(filed?.id ?? "", answer);
    await portal.query("UPDATE ticket SET provider_updated_at = NULL");
    await page.getByRole("button", { name: t("syncNow.action") }).click();
    await expect(page.getByText("#10001", { exact: true })).toBeVisible();
    const times = {
      en: { created: "27 Apr 2026, 13:45", updated: "27 Apr 2026, 14:05" },
      sv: { created: "27 apr. 2026 13:45", updated: "27 apr. 2026 14:05" },
    }[language];
    await expectShown(
      page,
      {
        ...answer,
        id: filed?.id,
        subject: "Question about my hosting account",
        body: "Hello, I need help with my website.",
      },
      {
        "/status": t("hostup.status.open"),
        "/priority": t("hostup.priority.low"),
        "/departmentSlug": "Domain names",
        "/createdAt": times.created,
        "/updatedAt": times.updated,
        "/lastMessageAt": times.updated,
        "/linkedServices/0/serviceType": t("hostup.serviceKind.domain"),
        "/linkedServices/0/details/autoRenew": t("serviceFact.autoRenew"),
      },
    );
    await expectAccessible(page);
  },
);

test(
  "Upsun's example: the form sends exactly its fields with a reference, and its answer is shown to the last field",
  { tag: "@once" },
  async ({ page, portal, newVisitor, language, t }) => {
    // The page has no conversations.
    await portal.upsun.control("POST", "/comments", { form: "off" });
    await signIn(page, "customer@example.com");
    await connect(
      page,
      "Upsun",
      "Account at Upsun",
      t("upsun.apiToken"),
      upsunAccounts.northwind.key.key,
    );
    await page.goto("/tickets/new");
    await page.getByLabel(t("filing.account")).selectOption({ label: "Upsun · Account at Upsun" });
    await page.getByLabel(t("upsunForm.project")).selectOption({ index: 1 });
    await expect(
      page.getByLabel(t("upsunForm.category")).locator("option[value=access]"),
    ).toBeAttached();
    await page.getByLabel(t("upsunForm.category")).selectOption("access");
    await expect(page.getByLabel(t("filing.priority")).locator("option[value=low]")).toBeAttached();
    await page.getByLabel(t("filing.priority")).selectOption("low");
    await page.getByLabel(t("filing.subject")).fill("The example of the page");
    await page.getByLabel(t("filing.message")).fill("What the page calls a string.");
    await page.getByText(t("filing.moreOptions")).click();
    await page.getByLabel(t("upsunForm.affectedUrl")).fill("https://shop.example.com/");
    await page
      .getByLabel(t("upsunForm.collaborators"))
      .fill("3c90c3cc-0d44-4b50-8888-8dd25736052a");
    await page.getByRole("button", { name: t("filing.file") }).click();
    await expect(
      page.getByRole("heading", { level: 1, name: "The example of the page" }),
    ).toBeVisible();
    await isTicket(page);
    const sent = (await portal.upsun.journal()).at(-1)?.body;
    expect(sent).toEqual({
      subject: "The example of the page",
      description: expect.stringMatching(/^What the page calls a string\.\n\nTB-[A-Z]{6}$/),
      requester_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
      priority: "low",
      subscription_id: expect.stringMatching(/\S/),
      organization_id: expect.stringMatching(/\S/),
      affected_url: "https://shop.example.com/",
      category: "access",
      collaborator_ids: ["3c90c3cc-0d44-4b50-8888-8dd25736052a"],
    });
    const filed = (await portal.upsun.tickets()).find(
      ({ ticket }) => ticket.subject === "The example of the page",
    );
    const uuid = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
    const time = "2023-11-07T05:31:56Z";
    const forCustomers = {
      created: time,
      updated: time,
      type: "problem",
      priority: "low",
      followup_tid: "4100001",
      status: "closed",
      recipient: "support@upsun.com",
      requester_id: uuid,
      submitter_id: uuid,
      assignee_id: uuid,
      organization_id: "org-of-the-example",
      collaborator_ids: [uuid],
      has_incidents: true,
      due: time,
      subscription_id: "subscription-of-the-example",
      support_plan: "Plan of the example",
      affected_url: "https://affected.example.com/",
      issue_type: "Issue type of the example",
      resolution_time: time,
      response_time: time,
      project_url: "https://console.upsun.com/of/the-example",
      region: "region-of-the-example",
      category: "access",
      environment: "env_development",
      ticket_sharing_status: "ts_sent_to_platform",
      zd_ticket_url: "https://support.example.com/tickets/123",
    };
    const forStaff = {
      tags: ["tag-of-the-example"],
      ticket_group: "Group of the example",
      queue: "Queue of the example",
      application_ticket_url: "https://application.example.com/",
      infrastructure_ticket_url: "https://infrastructure.example.com/",
      jira: [
        {
          id: 123,
          ticket_id: 124,
          issue_id: 125,
          issue_key: "KEY-126",
          created_at: 127,
          updated_at: 128,
        },
      ],
    };
    await portal.upsun.changeTicket(filed?.id ?? "", { ...forCustomers, ...forStaff });
    await portal.query("UPDATE ticket SET provider_updated_at = NULL");
    await page.getByRole("button", { name: t("syncNow.action") }).click();
    await expect(
      page.getByText(t("upsun.status.closed")).filter({ visible: true }).first(),
    ).toBeVisible();
    const shownTime = { en: "7 Nov 2023, 06:31", sv: "7 nov. 2023 06:31" }[language];
    const shownAs = {
      "/created": shownTime,
      "/updated": shownTime,
      "/due": shownTime,
      "/resolution_time": shownTime,
      "/response_time": shownTime,
      "/priority": t("upsun.priority.low"),
      "/status": t("upsun.status.closed"),
      "/has_incidents": t("upsun.detail.hasIncidents"),
      "/category": t("upsun.categories.access"),
      "/zd_ticket_url": "",
    };
    await expectShown(
      page,
      {
        ticket_id: Number(filed?.id),
        subject: "The example of the page",
        description: "What the page calls a string.",
        ...forCustomers,
      },
      shownAs,
    );
    await expect(
      page.getByRole("link", { name: t("conversation.openAtProvider", { provider: "Upsun" }) }),
    ).toHaveAttribute("href", forCustomers.zd_ticket_url);
    const text = await page.getByRole("main").innerText();
    for (const [path, value] of leaves(forStaff).filter(([, leaf]) => leaf.length > 3))
      expect(text, `${path} is not shown to customers`).not.toContain(value);

    const staff = await newVisitor();
    await signIn(staff.page, "staff@example.com");
    await staff.page.goto(`/staff${new URL(page.url()).pathname}`);
    await expectShown(staff.page, { ...forCustomers, ...forStaff }, shownAs);
    await expect(staff.page.getByRole("region", { name: t("review.requests") })).toContainText(
      t("review.request", { what: t("review.what.create"), outcome: t("review.outcome.sent") }),
    );
    await expectAccessible(page);
    await expectAccessible(staff.page);
    await portal.upsun.control("POST", "/comments", { form: "both" });
  },
);
