import path from "node:path";

import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

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
    // One process for each file: process.env, pools and clocks of one file are none of another's.
    pool: "forks",
    maxWorkers: 2,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,components,app,sandbox,scripts,prisma}/**/*.test.{ts,tsx}"],
          testTimeout: 10_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/{integration,security}/**/*.test.{ts,tsx}"],
          exclude: ["tests/security/matrix/**"],
          globalSetup: ["tests/helpers/database-server.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
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
