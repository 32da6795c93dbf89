import path from "node:path";

import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/** Folders of integration tests that need neither a database nor an environment or mocks of their own. */
const WITHOUT_DATABASE = ["lint", "providers", "sandbox"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      // Throws wherever React's server condition is not set, and there is nothing to keep from a browser here.
      { find: /^server-only$/, replacement: path.join(root, "node_modules/server-only/empty.js") },
    ],
  },
  test: {
    root,
    environment: "node",
    setupFiles: ["tests/helpers/setup.ts"],
    // One process for each file, where nothing else is said: process.env, pools and clocks of one file
    // are none of another's. Where files share processes, they are reset or nothing changes them.
    pool: "forks",
    maxWorkers: 2,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,components,app,sandbox,scripts,prisma,bench}/**/*.test.{ts,tsx}"],
          testTimeout: 10_000,
          // Loading the modules for each file anew would take several times as long as the tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [
            `tests/integration/!(${WITHOUT_DATABASE.join("|")})/**/*.test.{ts,tsx}`,
            "tests/security/{,cases/,seeing/}*.test.{ts,tsx}",
          ],
          globalSetup: ["tests/helpers/database-server.ts"],
          setupFiles: ["tests/helpers/new-file.ts"],
          sequence: { setupFiles: "list" },
          testTimeout: 30_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "no-database",
          include: WITHOUT_DATABASE.map(
            (folder) => `tests/integration/${folder}/**/*.test.{ts,tsx}`,
          ),
          testTimeout: 30_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "matrix",
          include: ["tests/security/matrix/*.test.ts"],
          globalSetup: ["tests/helpers/database-server.ts"],
          testTimeout: 240_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "commands",
          include: ["tests/commands/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
