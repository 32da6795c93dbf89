import AxeBuilder from "@axe-core/playwright";
import {
  type BrowserContext,
  type Cookie,
  expect,
  type Page,
  test as base,
} from "@playwright/test";

import { DEFAULT_LANGUAGE, type Language, languageOf } from "../../../lib/i18n/languages";
import type { Translate } from "../../../lib/i18n/message";
import { textsOf } from "../../../lib/i18n/texts";
import { DEMO_PASSWORD } from "../../../prisma/people";
import type { PortalSeed } from "../../../scripts/portal";
import { knownSecrets, LeakWatch } from "./leaks";
import type { TestPortal } from "./portal";
import { Watch } from "./watch";
import { WorkerPortals } from "./worker-portals";

export { expect };

/** Cookies of people who have signed in to a portal of this worker, by email. */
const sessions = new Map<string, Cookie[]>();

interface Fixtures {
  /** Environment variables of this file's portal. */
  portalEnv: Record<string, string>;
  /** Other than the people's, of one file alone: a reset leads to the people. */
  portalSeed: PortalSeed;
  /** Reset for each file, with people and no connections; a file's tests share it in order. */
  portal: TestPortal;
  /** The browser's language. */
  language: Language;
  /** The texts of the browser's language. */
  t: Translate;
  /** Console errors that the test expects; any other fails it. */
  watch: Watch;
  /** A visitor of their own (cookies, storage), watched like the default page. */
  newVisitor(): Promise<Visitor>;
}

interface WorkerFixtures {
  portals: WorkerPortals;
}

interface Visitor {
  page: Page;
  watch: Watch;
}

/** Playwright's test with a running portal; unexpected console and page errors fail it. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  portals: [
    async ({}, use) => {
      const portals = new WorkerPortals();
      await use(portals);
      await portals.end();
    },
    { scope: "worker", timeout: 240_000 },
  ],

  portalEnv: [{}, { option: true }],
  portalSeed: ["people", { option: true }],

  portal: async ({ portals, portalEnv, portalSeed }, use, { file }) =>
    use(await portals.of(file, portalEnv, portalSeed)),

  baseURL: async ({ portal }, use) => use(portal.url),

  language: async ({ locale }, use) => use(languageOf(locale) ?? DEFAULT_LANGUAGE),

  t: async ({ language }, use) => use(textsOf(language)),

  watch: [
    async ({ context }, use) => {
      const watch = new Watch(context);
      const leakWatch = new LeakWatch(context, knownSecrets);
      await use(watch);
      expect(watch.unexpected()).toEqual([]);
      expect(await leakWatch.leaks()).toEqual([]);
    },
    { auto: true },
  ],

  newVisitor: async (
    {
      browser,
      contextOptions,
      viewport,
      baseURL,
      hasTouch,
      isMobile,
      locale,
      timezoneId,
      colorScheme,
    },
    use,
  ) => {
    const opened: { context: BrowserContext; watch: Watch }[] = [];
    await use(async () => {
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        baseURL,
        hasTouch,
        isMobile,
        locale,
        timezoneId,
        colorScheme,
      });
      const watch = new Watch(context);
      opened.push({ context, watch });
      return { page: await context.newPage(), watch };
    });
    for (const { context } of opened) await context.close();
    expect(opened.flatMap(({ watch }) => watch.unexpected())).toEqual([]);
  },
});

export async function textsOfPage(page: Page): Promise<Translate> {
  return textsOf(languageOf(await page.locator("html").getAttribute("lang")) ?? DEFAULT_LANGUAGE);
}

/**
 * Signs in one of the demo's people without the form, reusing their session, and opens `path` if
 * given.
 */
export async function signIn(page: Page, email: string, path?: string): Promise<void> {
  const context = page.context();
  const { request } = context;
  const known = sessions.get(email);
  if (known) await context.addCookies(known);
  const answer = await request.get("/api/search", { maxRedirects: 0 });
  if (!known || answer.status() === 401) {
    const { locale, timeZone } = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions());
    const { origin } = new URL(answer.url());
    const form = { email, password: DEMO_PASSWORD, language: languageOf(locale) ?? "" };
    const options = { form, headers: { origin }, maxRedirects: 0 };
    const { location } = (await request.post("/api/sign-in", options)).headers();
    expect(location, `signing in as ${email}`).toBe("/");
    // Set by the scripts of each page.
    const value = encodeURIComponent(timeZone);
    await context.addCookies([{ name: "time-zone", value, url: origin }]);
    sessions.set(email, await context.cookies());
  }
  if (path) await page.goto(path);
}

/** With a session of its own, as a person does. All demo people share the password. */
export async function signInThroughPage(page: Page, email: string): Promise<void> {
  await page.goto("/login");
  const t = await textsOfPage(page);
  await page.getByLabel(t("signIn.email")).fill(email);
  await page.getByLabel(t("signIn.password")).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: t("signIn.submit"), exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
}

interface AxeFinding {
  id: string;
  help: string;
  where: string[];
}

/** Returns the WCAG 2.2 AA violations that axe finds on the current page. */
export async function axeFindings(page: Page): Promise<AxeFinding[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    // Pages without frames of other sites need no page of axe's own to collect the findings.
    .setLegacyMode()
    .analyze();
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => node.target.join(" ")),
  }));
}

/** Fails if axe finds violations on the current page. */
export async function expectAccessible(page: Page): Promise<void> {
  // While a page is shown anew its title can be away for a moment.
  await expect(page).toHaveTitle(/\S/);
  // During a navigation the title is missing for a moment.
  await expect(async () => {
    expect(await axeFindings(page), `axe on ${page.url()}`).toEqual([]);
  }).toPass({ timeout: 20_000 });
}

/** Fails when the page is wider than the window: nothing may need sideways scrolling. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, `width of ${page.url()}`).toBeLessThanOrEqual(window);
}
