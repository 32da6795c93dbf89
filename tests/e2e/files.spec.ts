import { randomBytes } from "node:crypto";

import type { Page } from "@playwright/test";

import { hostupAccounts } from "../../sandbox/accounts";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  test,
} from "../helpers/browser/browser";

// The first step connects the account that the others file with.
test.describe.configure({ mode: "serial" });

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const text = (name: string, content = "Since 02:00 the site is down.\n") => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(content),
});

const picker = (page: Page) =>
  page.getByRole("form", { name: "New ticket" }).getByLabel("Attachments", { exact: true });
const rows = (page: Page) => page.getByRole("list", { name: "Chosen files" }).getByRole("listitem");

async function openForm(page: Page): Promise<void> {
  await signIn(page, "customer@example.com");
  await page.goto("/tickets/new");
  await expect(picker(page)).toBeEnabled();
}

async function removeAll(page: Page): Promise<void> {
  for (let left = await rows(page).count(); left > 0; left = await rows(page).count()) {
    await rows(page)
      .first()
      .getByRole("button", { name: /^(Remove|Cancel)/ })
      .click();
    await expect(rows(page)).toHaveCount(left - 1);
  }
}

test("limits are said before anything is chosen", async ({ page }) => {
  await signIn(page, "customer@example.com");
  await page.goto("/connections/new");
  await page.getByLabel("Provider").selectOption({ label: "HostUp" });
  await page.getByLabel("Label").fill("Hosting for files");
  await page.getByLabel("API key").fill(hostupAccounts.northwindStaging.key.key);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("listitem", { name: "Hosting for files" })).toBeVisible();
  await page.goto("/tickets/new");
  await expect(picker(page)).toHaveAccessibleDescription(
    /Up to 10 files of 20 MB each, 50 MB in total\./,
  );
});

test("files are uploaded while one writes, shown for what they are, and still there after a reload", async ({
  page,
}) => {
  await openForm(page);
  await picker(page).setInputFiles([
    { name: "screen.png", mimeType: "image/png", buffer: PNG },
    text("report\u202egpj.log"),
    text(
      "a name as long as monitoring systems give to what they export in the middle of the night 2026-11-22T02_00_00Z.csv",
    ),
    text("photo.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
  ]);
  await expect(rows(page).filter({ hasText: /Attached/ })).toHaveCount(4);
  await expect(rows(page).nth(0).locator("img")).toHaveJSProperty("naturalWidth", 1);
  await expect(rows(page).nth(1)).toContainText("reportgpj.log");
  await expect(rows(page).nth(1)).toContainText("Renamed from “report□gpj.log”");
  await expect(rows(page).nth(3).locator("img")).toHaveCount(0);
  await expect(rows(page).nth(3)).toContainText("The name ends in .png, but the content is text.");
  await expect(rows(page).nth(4)).toContainText(
    "Not attached. This file is empty. Choose another one.",
  );
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.reload();
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).nth(0).locator("img")).toHaveAttribute("src", /^\/api\/files\//);
  await expect(rows(page).nth(0).locator("img")).toHaveJSProperty("naturalWidth", 1);
  await removeAll(page);
  await page.reload();
  await expect(picker(page)).toBeEnabled();
  await expect(rows(page)).toHaveCount(0);
});

test("20 MB go up in requests that a small function takes", { tag: "@once" }, async ({ page }) => {
  const sizes: number[] = [];
  page.on("request", (request) => {
    if (request.method() === "PUT")
      sizes.push(
        Number(request.headers()["content-length"] ?? request.postDataBuffer()?.length ?? 0),
      );
  });
  await openForm(page);
  await picker(page).setInputFiles({
    name: "dump.bin",
    mimeType: "application/octet-stream",
    buffer: randomBytes(20 * 1024 * 1024),
  });
  await expect(rows(page).first()).toContainText(/Attached/, { timeout: 60_000 });
  await expect(rows(page).first()).toContainText("20 MB");
  expect(sizes).toHaveLength(7);
  expect(Math.max(...sizes)).toBeLessThan(4.5 * 1000 * 1000);
  await removeAll(page);
});

test(
  "a broken line costs waiting, and no file",
  { tag: "@once" },
  async ({ page, context, watch }) => {
    watch.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to (load|fetch)/);
    await openForm(page);
    let cut = 2;
    await page.route("**/api/files/*/0", (route) => (cut-- > 0 ? route.abort() : route.continue()));
    await picker(page).setInputFiles(text("a.log"));
    await expect(rows(page).first()).toContainText(/Attached/);
    expect(cut).toBeLessThan(0);
    await page.unroute("**/api/files/*/0");

    await page.route("**/api/files/*/0", (route) => route.abort());
    await page.clock.install();
    await picker(page).setInputFiles(text("b.log"));
    await expect(async () => {
      await page.clock.runFor(8_000);
      await expect(rows(page).nth(1)).toContainText("Upload interrupted", { timeout: 500 });
    }).toPass();
    await expectAccessible(page);
    await page.unroute("**/api/files/*/0");
    await rows(page).nth(1).getByRole("button", { name: "Try again" }).click();
    await expect(rows(page).nth(1)).toContainText(/Attached/);
    expect(context.pages()).toHaveLength(1);
    await removeAll(page);
  },
);

test(
  "files can be dropped on the form, and a screenshot pasted into the message",
  { tag: "@once" },
  async ({ page }) => {
    await openForm(page);
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["hello"], "dropped.txt", { type: "text/plain" }));
      return data;
    });
    const message = page.getByLabel("Message", { exact: true });
    await message.dispatchEvent("dragover", { dataTransfer: transfer });
    await expect(page.getByText("Drop to attach")).toBeVisible();
    await message.dispatchEvent("drop", { dataTransfer: transfer });
    await expect(rows(page).first()).toContainText("dropped.txt");

    await message.evaluate((target, base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "image.png", { type: "image/png" }));
      target.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, PNG.toString("base64"));
    await expect(rows(page).nth(1)).toContainText(
      /screenshot \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png/,
    );
    await expect(rows(page).filter({ hasText: /Attached/ })).toHaveCount(2);
    await removeAll(page);
  },
);

test("a ticket is filed as soon as its file is uploaded, once, and can be taken back before", async ({
  page,
  portal,
  watch,
}) => {
  watch.expect(/status of 400 .*\/api\/files/);
  await openForm(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/files/*/0", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel("Department").selectOption({ index: 1 });
  await page.getByLabel("Subject").fill("With a large file");
  await page.getByLabel("Message", { exact: true }).fill("See the file.");
  await picker(page).setInputFiles(text("big.txt", "x".repeat(200_000)));
  const send = page.getByRole("button", { name: "File ticket" });
  const waiting = page.getByText("Filing as soon as big.txt is uploaded");

  await send.click();
  await expect(waiting).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel", exact: true })).toBeFocused();
  await expect(page.getByLabel("Subject")).toBeDisabled();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.keyboard.press("Enter");
  await expect(waiting).toHaveCount(0);
  await expect(send).toBeFocused();
  await expect(page.getByLabel("Subject")).toHaveValue("With a large file");

  // The server refuses the file meanwhile: nothing is filed without it.
  await send.click();
  const why = {
    ok: false,
    code: "invalid",
    message: "No room.",
    fieldErrors: { attachments: "No room." },
  };
  await page.route("**/api/files/*", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 400, json: why })
      : route.continue(),
  );
  release();
  await expect(page.getByText("“big.txt” was not attached. No room.").first()).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await expect(page).toHaveURL(/\/tickets\/new/);
  await page.unroute("**/api/files/*");
  await removeAll(page);

  await page.unroute("**/api/files/*/0");
  await page.route("**/api/files/*/0", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await picker(page).setInputFiles(text("second.txt"));
  await send.dblclick();
  await page.waitForURL(/\/tickets\/[0-9A-Z]{26}/);
  await expect(async () => {
    const filed = (await portal.hostup.journal()).filter((entry) =>
      JSON.stringify(entry).includes("With a large file"),
    );
    expect(filed).toHaveLength(1);
  }).toPass();
  await page.unroute("**/api/files/*/0");
});

test(
  "a ticket that is sent the moment its file is uploaded is filed",
  { tag: "@once" },
  async ({ page }) => {
    await openForm(page);
    await page.getByLabel("Department").selectOption({ index: 1 });
    await page.getByLabel("Subject").fill("Sent in between");
    await page.getByLabel("Message", { exact: true }).fill("See the file.");
    const send = page.getByRole("button", { name: "File ticket" });
    await expect(send).toBeEnabled();
    // Clicks after the file's row has changed and before the form renders again.
    await send.evaluate((button: HTMLButtonElement) => {
      new MutationObserver((_changes, observer) => {
        if (!button.form?.querySelector("ul")?.textContent?.includes("Attached")) return;
        observer.disconnect();
        button.click();
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    await picker(page).setInputFiles(text("moment.txt"));
    await page.waitForURL(/\/tickets\/[0-9A-Z]{26}/);
  },
);

test(
  "a folder is told from a file at once, and holds nothing up",
  { tag: "@once" },
  async ({ page }) => {
    await openForm(page);
    await page.getByLabel("Message", { exact: true }).evaluate((target) => {
      const data = new DataTransfer();
      data.items.add(new File(["hello"], "logs"));
      // The browser's own entries can be made by a person's hand alone.
      Object.defineProperty(DataTransferItem.prototype, "webkitGetAsEntry", {
        configurable: true,
        value: () => ({ isDirectory: true, name: "logs" }),
      });
      target.dispatchEvent(
        new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    });
    await expect(rows(page).first()).toContainText(
      "Not attached. “logs” is a folder. Drop its files instead.",
    );
    await expect(rows(page).first()).not.toContainText("bytes");
  },
);

test("the keyboard alone is enough", { tag: "@once" }, async ({ page }) => {
  await openForm(page);
  await picker(page).setInputFiles(text("a.log"));
  await expect(rows(page).first()).toContainText(/Attached/);
  // On a busy machine the browser may drop a key.
  await expect(async () => {
    await picker(page).focus();
    const chooser = page.waitForEvent("filechooser", { timeout: 5_000 });
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(text("b.log"));
  }).toPass();
  await expect(rows(page).nth(1)).toContainText(/Attached/);
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Remove b.log" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await expect(picker(page)).toBeFocused();
  await removeAll(page);
});

test(
  "the addresses of files answer strangers in JSON, and other sites not at all",
  { tag: "@once" },
  async ({ page, portal, request }) => {
    const anonymous = await request.post("/api/files", {
      data: { draftKey: "new" },
      headers: { origin: portal.url },
      maxRedirects: 0,
    });
    expect([anonymous.status(), await anonymous.json()]).toEqual([
      401,
      expect.objectContaining({ ok: false, code: "unauthenticated" }),
    ]);
    expect(
      (await request.get("/api/files/01ARZ3NDEKTSV4RRFFQ69G5FAV", { maxRedirects: 0 })).status(),
    ).toBe(401);
    await signIn(page, "customer@example.com");
    const crossSite = await page.request.post("/api/files", {
      data: { draftKey: "new" },
      headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    });
    expect(crossSite.status()).toBe(403);
  },
);
