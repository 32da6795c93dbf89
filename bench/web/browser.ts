import { type Browser, chromium } from "@playwright/test";

import { browserLaunch } from "../../scripts/lib/browser";
import { ROOT } from "../../scripts/lib/root";
import { printTable } from "../figures";

const WIDTHS = [360, 1_280];
const HEIGHT = 900;
/** For what is drawn or moved after the load event. */
const SETTLE_MS = 1_500;
/** A task blocks input for what it takes beyond this. */
const SHORT_TASK_MS = 50;

interface Paint {
  /** Largest contentful paint, in milliseconds. */
  lcp: number;
  /** Cumulative layout shift. */
  cls: number;
  /** Total blocking time, in milliseconds. */
  tbt: number;
}

type Entry = PerformanceEntry & { value?: number; hadRecentInput?: boolean };

async function paintOf(
  browser: Browser,
  address: string,
  cookie: string,
  width: number,
): Promise<Paint> {
  const context = await browser.newContext({ viewport: { width, height: HEIGHT } });
  const [name = "", value = ""] = cookie.split("=", 2);
  await context.addCookies([{ name, value, url: new URL(address).origin }]);
  await context.addInitScript((short) => {
    const paint = { lcp: 0, cls: 0, tbt: 0 };
    Object.assign(window, { paint });
    // No named functions: the compiler adds a helper to them that the page lacks.
    for (const type of ["largest-contentful-paint", "layout-shift", "longtask"])
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as Entry[]) {
          if (type === "longtask") paint.tbt += Math.max(0, entry.duration - short);
          else if (type === "largest-contentful-paint") paint.lcp = entry.startTime;
          else if (!entry.hadRecentInput) paint.cls += entry.value ?? 0;
        }
      }).observe({ type, buffered: true });
  }, SHORT_TASK_MS);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "load" });
  await page.waitForTimeout(SETTLE_MS);
  const paint = await page.evaluate(() => (window as unknown as { paint: Paint }).paint);
  await context.close();
  return paint;
}

/** Prints what Chromium measures on each page, on a phone's width and a desktop's. */
export async function printPaints(pages: Record<string, string>, cookie: string): Promise<void> {
  const browser = await chromium.launch(browserLaunch(ROOT));
  try {
    const rows: string[][] = [];
    for (const [name, address] of Object.entries(pages))
      for (const width of WIDTHS) {
        const { lcp, cls, tbt } = await paintOf(browser, address, cookie, width);
        rows.push([`${name}, ${width} px`, lcp.toFixed(0), cls.toFixed(3), tbt.toFixed(0)]);
      }
    printTable(["page", "LCP ms", "CLS", "TBT ms"], rows);
  } finally {
    await browser.close();
  }
}
