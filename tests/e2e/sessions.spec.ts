import { readFile, writeFile } from "node:fs/promises";

import { unzip } from "../../lib/review/case-file/verifier/verifier.mjs";
import { DEMO_PASSWORD } from "../../prisma/people";
import { hostupAccounts } from "../../sandbox/accounts";
import { expect, expectAccessible, signIn, test } from "../helpers/browser/browser";

test.describe.configure({ mode: "serial" });

const LABEL = "Hosting of the sessions";

test(
  "a session that ends while somebody types costs nothing that was typed",
  { tag: "@once" },
  async ({ page, context, portal, watch }) => {
    // The text is saved as a draft, which is refused without a session.
    watch.expect(/status of 401 .*\/api\/drafts/);
    await signIn(page, "customer@example.com");
    await page.goto("/connections/new");
    await page.getByLabel("Label").fill(LABEL);
    await page.getByLabel("API key").fill(hostupAccounts.northwindStaging.key.key);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByRole("listitem", { name: LABEL })).toBeVisible();
    await page.goto("/tickets/new");
    await page.getByLabel("Department").selectOption({ index: 1 });
    await page.getByLabel("Subject").fill("Typed before the session ended");
    await page.getByLabel("Message").fill("A long story.");
    await context.clearCookies();
    await page.getByRole("button", { name: "File ticket" }).click();
    await expect(
      page
        .getByText(/session has ended/i)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    await expect(page.getByLabel("Subject")).toHaveValue("Typed before the session ended");
    await expect(page.getByLabel("Message")).toHaveValue("A long story.");
    await expectAccessible(page);
    expect(JSON.stringify(await portal.hostup.journal())).not.toContain(
      "Typed before the session ended",
    );
  },
);

test(
  "a disabled account is refused by pages and by actions, with a token that is still valid",
  { tag: "@once" },
  async ({ page, portal, watch }) => {
    watch.expect(/status of 401 .*\/api\/drafts/);
    await signIn(page, "customer@example.com");
    await page.goto("/tickets/new");
    await page.getByLabel("Department").selectOption({ index: 1 });
    await page.getByLabel("Subject").fill("From a disabled account");
    await page.getByLabel("Message").fill("Must not arrive.");
    await portal.query(
      `UPDATE "user" SET disabled_at = now() WHERE email = 'customer@example.com'`,
    );
    await page.getByRole("button", { name: "File ticket" }).click();
    await expect(
      page
        .getByText(/session has ended/i)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    await expect(page.getByLabel("Subject")).toHaveValue("From a disabled account");
    expect(JSON.stringify(await portal.hostup.journal())).not.toContain("From a disabled account");
    watch.expect(/status of 401 .*\/api\/auth\/callback\/credentials/);
    await page.goto("/tickets");
    await expect(page).toHaveURL(/\/login\?next=%2Ftickets/);
    await page.getByLabel("Email").fill("customer@example.com");
    for (const [password, answer] of [
      ["wrong", "Wrong email or password."],
      [DEMO_PASSWORD, "This account is disabled. Ask a portal administrator to enable it."],
    ] as const) {
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByText(answer)).toBeVisible();
    }
    await portal.query(`UPDATE "user" SET disabled_at = NULL WHERE email = 'customer@example.com'`);
  },
);

test(
  "a page does nothing for another person who has signed in since in the same browser",
  { tag: "@once" },
  async ({ page, context, portal, watch }) => {
    watch.expect(/status of 409 .*\/api\/drafts/);
    await signIn(page, "customer@example.com");
    const [jane] = await portal.query(
      `SELECT name FROM "user" WHERE email = 'customer@example.com'`,
    );
    const [sam] = await portal.query(
      `SELECT id, name FROM "user" WHERE email = 'colleague@example.com'`,
    );
    await page.goto("/tickets/new");
    await expect(page.getByLabel("Department")).toBeVisible();
    const other = await context.newPage();
    await context.clearCookies();
    await signIn(other, "colleague@example.com");
    await page.getByLabel("Department").selectOption({ index: 1 });
    await page.getByLabel("Subject").fill("Typed by the first person");
    await page.getByLabel("Message").fill("Must not go out in another name.");
    const refusal = `You’re now signed in as ${String(sam?.name)}. Nothing was sent or changed. Your text is kept for ${String(jane?.name)} in this browser.`;
    await expect(page.getByText(refusal).first()).toBeVisible();
    await page.getByRole("button", { name: "File ticket" }).click();
    await expect(page.getByText("The ticket was not filed")).toBeVisible();
    await expectAccessible(page);
    // The page may be brought up to date meanwhile, under the other person's name.
    await page.evaluate(() =>
      (window as unknown as { next: { router: { refresh(): void } } }).next.router.refresh(),
    );
    await expect(page.getByRole("button", { name: `${String(sam?.name)}’s menu` })).toBeVisible();
    await page.getByRole("button", { name: "File ticket" }).click();
    await expect(page.getByText(refusal).first()).toBeVisible();
    await expect(page.getByText(`kept for ${String(sam?.name)}`)).toHaveCount(0);
    expect(
      await portal.query(`SELECT 1 FROM submission WHERE user_id = '${String(sam?.id)}'`),
    ).toEqual([]);
    expect(await portal.query(`SELECT 1 FROM draft WHERE user_id = '${String(sam?.id)}'`)).toEqual(
      [],
    );
    expect(JSON.stringify(await portal.hostup.journal())).not.toContain(
      "Typed by the first person",
    );

    await other.goto("/tickets/new");
    await expect(other.getByLabel("Subject")).toHaveValue("");
    await context.clearCookies();
    await signIn(page, "customer@example.com");
    await page.goto("/tickets/new");
    await expect(page.getByLabel("Subject")).toHaveValue("Typed by the first person");
    await expect(page.getByText(/^Saved /)).toBeVisible();
  },
);

test(
  "a page that is older than the portal says so, and keeps what was typed",
  { tag: "@once" },
  async ({ page, watch }) => {
    watch.expect(/status of 409 .*\/tickets\/new/);
    await signIn(page, "customer@example.com");
    await page.goto("/tickets/new");
    await page.getByLabel("Department").selectOption({ index: 1 });
    await page.getByLabel("Subject").fill("Older than the portal");
    await page.getByLabel("Message").fill("Typed before the deployment.");
    // After a deployment the same action has another id.
    await page.route("**/tickets/new", (route) => {
      const headers = route.request().headers();
      return route.continue({
        headers: headers["next-action"]
          ? { ...headers, "next-action": `40${"ab".repeat(20)}` }
          : headers,
      });
    });
    await page.getByRole("button", { name: "File ticket" }).click();
    await expect(
      page.getByText("This page is out of date. Reload it and try again. Drafts are kept."),
    ).toBeVisible();
    await page.unroute("**/tickets/new");
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByLabel("Subject")).toHaveValue("Older than the portal");
  },
);

test(
  "a raised session version ends every other session at its next request",
  { tag: "@once" },
  async ({ page, portal }) => {
    await signIn(page, "colleague@example.com");
    await portal.query(
      `UPDATE "user" SET session_version = session_version + 1 WHERE email = 'colleague@example.com'`,
    );
    await page.goto("/tickets");
    await expect(page).toHaveURL(/\/login/);
    await expect(page.getByText("Your session has ended. Sign in again")).toBeVisible();
  },
);

test(
  "a member who is no manager sees connections, and cannot change them",
  { tag: "@once" },
  async ({ page }) => {
    await signIn(page, "colleague@example.com");
    await page.goto("/connections");
    await expect(page.getByRole("listitem", { name: LABEL })).toBeVisible();
    await expect(page.getByRole("button", { name: "Replace key" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Disconnect" })).toHaveCount(0);
  },
);

test(
  "the scheduler's address asks for its secret, and reads what is due",
  { tag: "@once" },
  async ({ request, portal }) => {
    expect((await request.get("/api/cron/sync")).status()).toBe(401);
    expect(
      (
        await request.get("/api/cron/sync", { headers: { authorization: "Bearer wrong" } })
      ).status(),
    ).toBe(401);
    // The connection's first sweep may still be under way.
    await expect(async () => {
      await portal.query("UPDATE connection SET next_at = now() WHERE status = 'active'");
      const answer = await request.get("/api/cron/sync", {
        headers: { authorization: `Bearer ${portal.cronSecret}` },
      });
      expect(answer.status()).toBe(200);
      const { due, complete } = (await answer.json()) as { due: number; complete: number };
      expect(due).toBeGreaterThan(0);
      expect(complete).toBe(due);
    }).toPass({ timeout: 20_000 });
  },
);

test(
  "health tells the version, and every page carries the policy and the usual headers",
  { tag: "@once" },
  async ({ request }) => {
    const health = await request.get("/api/health");
    expect(await health.json()).toMatchObject({
      status: "ok",
      database: "ok",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    const page = await request.get("/login");
    const headers = page.headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("script-src 'self' 'nonce-");
    expect(policy).not.toContain("unsafe");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
    });
    expect(headers["x-powered-by"]).toBeUndefined();
    const again = await request.get("/login");
    expect(again.headers()["content-security-policy"]).not.toBe(policy);
  },
);

test(
  "an attachment is for its organization and staff only, and comes as a download",
  { tag: "@once" },
  async ({ page, newVisitor, portal }) => {
    await signIn(page, "customer@example.com");
    const own = `SELECT a.id FROM attachment a JOIN ticket t ON t.id = a.ticket_id JOIN connection c ON c.id = t.connection_id WHERE c.label = '${LABEL}' ORDER BY a.id LIMIT 1`;
    await expect(async () => expect(await portal.query(own)).not.toEqual([])).toPass({
      timeout: 20_000,
    });
    const [attachment] = await portal.query(own);
    const address = `/api/attachments/${String(attachment?.id)}`;
    const answer = await page.request.get(address);
    expect(answer.status()).toBe(200);
    expect(answer.headers()).toMatchObject({
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
      "content-disposition": expect.stringContaining("attachment;"),
    });
    expect((await answer.body()).length).toBeGreaterThan(0);
    const stranger = await newVisitor();
    expect((await stranger.page.request.get(address)).status()).toBe(401);
    await signIn(stranger.page, "customer@contoso.example");
    expect((await stranger.page.request.get(address)).status()).toBe(404);
  },
);

test(
  "staff export their list and a case file, which verifies itself without a network",
  { tag: "@once" },
  async ({ page }, info) => {
    await signIn(page, "staff@example.com", "/");
    await page.getByRole("button", { name: "Export", exact: true }).press("Enter");
    const sheet = page.getByRole("dialog", { name: "Export tickets" });
    await expect(sheet).toBeVisible();
    await expectAccessible(page);
    const list = page.waitForEvent("download");
    await sheet.getByRole("link", { name: "Download CSV" }).click();
    const csv = await readFile(await (await list).path(), "utf8");
    expect(csv).toMatch(/\r\nend,complete,rows: \d+,.*\r\n$/);
    await page.keyboard.press("Escape");
    await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export case file" }).click();
    const archive = info.outputPath("case.zip");
    await (await download).saveAs(archive);
    const files = await unzip(await readFile(archive));
    await writeFile(info.outputPath("verify.html"), files.get("verify.html").bytes);
    await page.reload();
    const kept = await page
      .getByRole("region", { name: "Case file", exact: true })
      .locator("code")
      .innerText();
    await page.context().setOffline(true);
    await page.goto(`file://${info.outputPath("verify.html")}`);
    await page.getByLabel(/^Case file/).setInputFiles(archive);
    await page.getByLabel(/^Root hash/).fill(kept);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("status")).toContainText("Nothing was changed.");
  },
);
