import { createECDH, randomBytes } from "node:crypto";

import { expect, expectAccessible, signIn, test } from "../helpers/browser/browser";

/** As a push service would answer the browser; none can be reached from here. */
function subscriptionOf(name: string) {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  return {
    endpoint: `https://fcm.googleapis.com/fcm/send/${name}`,
    keys: {
      p256dh: pair.getPublicKey("base64url"),
      auth: randomBytes(16).toString("base64url"),
    },
  };
}

test(
  "notifications are turned on in a browser and its device is removed",
  {
    tag: "@once",
  },
  async ({ page, context, portal }) => {
    for (const path of ["/service-worker.js", "/manifest.webmanifest", "/icon-192.png"]) {
      const answer = await context.request.get(portal.url + path, { maxRedirects: 0 });
      expect([path, answer.status()]).toEqual([path, 200]);
    }
    await page.addInitScript((subscription) => {
      const stored = () => (sessionStorage.getItem("subscribed") ? made : null);
      const made = {
        endpoint: subscription.endpoint,
        toJSON: () => subscription,
        unsubscribe: () => Promise.resolve(void sessionStorage.removeItem("subscribed")),
      };
      PushManager.prototype.getSubscription = () => Promise.resolve(stored() as never);
      PushManager.prototype.subscribe = () => {
        sessionStorage.setItem("subscribed", "yes");
        return Promise.resolve(made as never);
      };
    }, subscriptionOf("one"));
    await signIn(page, "customer@example.com");
    await page.goto("/settings/notifications");
    const panel = page.getByRole("region", { name: "On your devices" });
    await expect(panel.getByText("This browser blocks notifications")).toBeVisible();
    // Headless browsers refuse notifications whatever they are granted.
    await page.addInitScript(() => {
      Object.defineProperty(Notification, "permission", { get: () => "granted" });
      Notification.requestPermission = () => Promise.resolve("granted");
    });
    await page.reload();
    await panel.getByRole("button", { name: "Turn on" }).press("Enter");
    await expect(panel.getByText("Notifications are on in this browser.")).toBeFocused();
    const device = panel.getByRole("listitem").filter({ hasText: "This browser" });
    await expect(device).toContainText("None yet");
    const worker = await page.evaluate(async () => (await navigator.serviceWorker.ready).active);
    expect(worker).toBeTruthy();
    await expectAccessible(page);
    await page.reload();
    await expect(device).toBeVisible();
    await expect(panel.getByRole("button", { name: "Turn on" })).toBeHidden();
    await device.getByRole("button", { name: /^Remove / }).press("Enter");
    await expect(panel.getByText(/ was removed\.$/)).toBeFocused();
    await expect(panel.getByRole("button", { name: "Turn on" })).toBeVisible();
    expect(await portal.query("SELECT 1 FROM push_subscription")).toEqual([]);
  },
);
