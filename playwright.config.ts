import { defineConfig } from "@playwright/test";

import { browserLaunch } from "./scripts/lib/browser";

const launch = browserLaunch(process.cwd());

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** From the form to the provider's answer. These read their texts from the catalogs. */
const FILING_JOURNEYS = [
  "main-job",
  "waiting-submissions",
  "lost-answers",
  "continue",
  "upsun-conversation",
].map((name) => `${name}.spec.ts`);

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/helpers/browser/database-server.ts",
  outputDir: "test-results/browser",
  // Every file starts with a fresh database and fresh sandboxes.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: { ...launch, timeout: 60_000 },
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    colorScheme: "light",
    // Screenshots and DOM snapshots of each step are slow; `--trace on` records them.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
  },
  projects: [
    // First, because the longest files would leave one worker idle at the end.
    {
      name: "phone-swedish",
      testMatch: FILING_JOURNEYS,
      grepInvert: /@once/,
      use: { ...PHONE, locale: "sv-SE" },
    },
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    // Tests that depend on neither size nor language run once.
    { name: "phone", testIgnore: FILING_JOURNEYS, grepInvert: /@once/, use: PHONE },
  ],
});
