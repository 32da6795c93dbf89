import type { PushSubscriptionInput } from "@/lib/notifications/push/schemas";

export type BrowserPush =
  | { can: "unsupported" | "home_screen" | "blocked" }
  /** Base64url of SHA-256 of the endpoint; null if pushes are off here. */
  | { can: "show"; endpointHash: string | null };

/** Finds out if this browser can show pushes, and its subscription. */
export async function findBrowserPush(): Promise<BrowserPush> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window))
    return { can: isApplePhone() ? "home_screen" : "unsupported" };
  if (Notification.permission === "denied") return { can: "blocked" };
  const subscription = await ownSubscription();
  return {
    can: "show",
    endpointHash: subscription ? await hashOf(subscription.endpoint) : null,
  };
}

/** An iPad calls itself a Mac, but no Mac has a touchscreen. */
const isApplePhone = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);

async function ownSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function hashOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Asks the person, then subscribes anew. Rejects if the push service cannot be reached. */
export async function subscribeBrowser(
  publicKey: string,
): Promise<PushSubscriptionInput | "blocked" | "dismissed"> {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return permission === "denied" ? "blocked" : "dismissed";
  await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
  const { pushManager } = await navigator.serviceWorker.ready;
  // It may be another person's, or made with another key.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? "", p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" };
}

/** A failure does no harm: the portal has already deleted the subscription. */
export async function unsubscribeBrowser(): Promise<void> {
  await (await ownSubscription())?.unsubscribe().catch(() => false);
}
