import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Page } from "@playwright/test";

import {
  axeFindings,
  signInThroughPage,
  test as base,
  textsOfPage,
} from "../helpers/browser/browser";
import { startPortal, type TestPortal } from "../helpers/browser/portal";
import { shiftsOn, watchShifts } from "../helpers/browser/shifts";
import { FORM_STATES, LIST_STATES, OTHER_STATES, TICKET_STATES } from "./customer-states";
import { SCREENS } from "./index-page";
import { layoutProblems } from "./layout-problems";
import { STAFF_STATES } from "./staff-states";
import { CUSTOMER, type ScreenState } from "./state";

const STATES: readonly ScreenState[] = [
  ...LIST_STATES,
  ...TICKET_STATES,
  ...FORM_STATES,
  ...OTHER_STATES,
  ...STAFF_STATES,
];

const MAX_HEIGHT = 2_600;
const THEMES = ["light", "dark"] as const;

const pages = new Map<string, Page>();
let demo: Promise<TestPortal> | undefined;

/** Runs the scheduler once, which also indexes the words of the tickets. */
async function startDemo(): Promise<TestPortal> {
  const portal = await startPortal("demo");
  const headers = { authorization: `Bearer ${portal.cronSecret}` };
  await fetch(`${portal.url}/api/cron/sync`, { headers });
  return portal;
}

/** With the demo's tickets, in one portal for each worker, which ends with it. */
const test = base.extend({
  portal: async ({}, use) => {
    demo ??= startDemo();
    await use(await demo);
  },
});

/** Without waiting for longer than a slow provider takes. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
}

/** Few widths, as findings depend more on the colours. */
const WITH_AXE: ReadonlySet<string> = new Set(["360", "1280", "1280-forced-colours"]);

async function axeProblems(page: Page, theme: string): Promise<string[]> {
  const found = await axeFindings(page);
  return found.map(({ id, where }) => `${theme}, ${id}: ${where.join(" | ")}`);
}

/** Removes drafts that an earlier state has left behind. */
async function forgetDrafts(page: Page, portal: TestPortal): Promise<void> {
  if (!page.url().includes("/tickets/")) return;
  await page.goto("/api/health");
  await page.evaluate(() => localStorage.clear());
  await portal.query("DELETE FROM draft");
}

/** Makes the window as high as the page, unless it shows an overlay that fills the window. */
async function showWhole(page: Page, { width, height }: { width: number; height: number }) {
  const whole = await page.evaluate(() =>
    document.querySelector(
      "dialog[open], [role=dialog], :popover-open, .selection-bar > p:not(:empty)",
    )
      ? 0
      : document.documentElement.scrollHeight,
  );
  if (whole <= height) return;
  await page.setViewportSize({ width, height: Math.min(whole, MAX_HEIGHT) });
  await page.evaluate(() => scrollTo(0, 0));
}

async function take(page: Page, file: string): Promise<void> {
  await page.screenshot({ path: file, type: "jpeg", quality: 85, animations: "disabled" });
}

for (const state of STATES) {
  const { name, as = CUSTOMER, isAlso } = state;
  test(`${name}${isAlso ? " @also" : ""}`, async ({
    portal,
    browser,
    contextOptions,
    viewport,
    hasTouch,
    isMobile,
    deviceScaleFactor,
    locale,
    timezoneId,
  }, { project }) => {
    const key = as ?? "";
    let page = pages.get(key);
    if (!page) {
      const options = { hasTouch, isMobile, deviceScaleFactor, locale, timezoneId };
      const context = await browser.newContext({
        ...contextOptions,
        ...options,
        viewport,
        baseURL: portal.url,
        colorScheme: "light",
      });
      await watchShifts(context);
      page = await context.newPage();
      if (as) await signInThroughPage(page, as);
      pages.set(key, page);
    }
    const folder = path.join(SCREENS, name);
    mkdirSync(folder, { recursive: true });
    const size = viewport ?? { width: 1280, height: 900 };
    try {
      await forgetDrafts(page, portal);
      await state.before?.(portal);
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(typeof state.path === "string" ? state.path : await state.path(portal));
      await settle(page);
      const found = await shiftsOn(page);
      if (state.act) {
        await state.act(page, await textsOfPage(page));
        await settle(page);
      }
      found.push(...(await layoutProblems(page)));
      await showWhole(page, size);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        if (WITH_AXE.has(project.name)) found.push(...(await axeProblems(page, theme)));
        await take(page, path.join(folder, `${project.name}-${theme}.jpg`));
      }
      writeFileSync(path.join(folder, `${project.name}.json`), JSON.stringify(found));
    } finally {
      await page.setViewportSize(size);
      await state.after?.(portal);
    }
  });
}
