import path from "node:path";

import { defineConfig } from "@playwright/test";

import { browserLaunch } from "../../scripts/lib/browser";

const ROOT = process.cwd();

const TOUCH = { hasTouch: true, isMobile: true };
const WIDTHS = {
  "360": { viewport: { width: 360, height: 740 }, ...TOUCH },
  "768": { viewport: { width: 768, height: 1024 }, ...TOUCH },
  "1280": { viewport: { width: 1280, height: 900 } },
  "1920": { viewport: { width: 1920, height: 1080 } },
};
const ALSO = {
  "1280-forced-colours": { ...WIDTHS["1280"], contextOptions: { forcedColors: "active" as const } },
  // The CSS width of 1280 pixels at 200 % zoom.
  "1280-zoomed": { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  "1280-still": { ...WIDTHS["1280"], contextOptions: { reducedMotion: "reduce" as const } },
  "1280-swedish": { ...WIDTHS["1280"], locale: "sv-SE" },
  "360-swedish": { ...WIDTHS["360"], locale: "sv-SE" },
};

/** `npm run screenshots`: pictures of all pages, and what is wrong with their layout. */
export default defineConfig({
  testDir: ".",
  globalSetup: [
    path.join(ROOT, "tests/helpers/browser/database-server.ts"),
    path.join(ROOT, "tests/screens/index-page.ts"),
  ],
  outputDir: path.join(ROOT, "test-results/screens-run"),
  workers: Number(process.env.WORKERS ?? 2),
  // The first one waits for its portal.
  timeout: 180_000,
  reporter: [["dot"]],
  use: {
    browserName: "chromium",
    actionTimeout: 10_000,
    launchOptions: { ...browserLaunch(ROOT), timeout: 60_000 },
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    colorScheme: "light",
  },
  projects: [
    ...Object.entries(WIDTHS).map(([name, use]) => ({ name, use })),
    ...Object.entries(ALSO).map(([name, use]) => ({ name, use, grep: /@also/ })),
  ],
});
