import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, it } from "vitest";

import { assertMay, assertMayEverywhere, type PermissionName, PERMISSIONS } from "./permissions";
import type { Viewer } from "./types";

const ORGANIZATION = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/** May do everything: a manager and an administrator. */
function viewer(provedAt: Date | null): Viewer {
  return {
    userId: "01ARZ3NDEKTSV4RRFFQ69G5FAW",
    name: "Jane",
    email: "jane@example.com",
    role: "admin",
    memberships: [{ organizationId: ORGANIZATION, organizationName: "Northwind", role: "manager" }],
    lockedOrganizations: [],
    timeZone: "UTC",
    language: "en",
    session: { id: "", network: "", provedAt, lastSeenAt: new Date() },
  };
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const names = Object.keys(PERMISSIONS) as PermissionName[];
const takesProof = (name: PermissionName) => "proof" in PERMISSIONS[name];

describe.each(names)("the permission %s", (name) => {
  const checks = [
    (who: Viewer) => assertMay(who, name, ORGANIZATION),
    ...("portal" in PERMISSIONS[name] ? [(who: Viewer) => assertMayEverywhere(who, name)] : []),
  ];

  it.each([
    ["never", null],
    ["eleven minutes ago", minutesAgo(11)],
  ])(`of somebody who proved who they are %s`, (_when, provedAt) => {
    for (const check of checks) {
      if (!takesProof(name)) check(viewer(provedAt));
      else
        expect(() => check(viewer(provedAt))).toThrow(
          expect.objectContaining({ code: "proof_required" }),
        );
    }
  });

  it("of somebody who proved it nine minutes ago", () => {
    for (const check of checks) check(viewer(minutesAgo(9)));
  });
});

/** Reads that a permission with a proof only widens. */
const READS = new Set([
  "notifications/webhooks/queries.ts",
  "organizations/organization-people.ts",
]);

/** `may` asks for no proof: it decides what pages show. */
it("every file that refuses by a permission with a proof asserts the proof", () => {
  const root = path.resolve(import.meta.dirname, "..");
  const missing: string[] = [];
  let found = 0;
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || /\.test\.ts$|^auth.permissions\.ts$/.test(file)) continue;
    const source = readFileSync(path.join(root, file), "utf8");
    const isNamed = names.some((name) => takesProof(name) && source.includes(`"${name}"`));
    if (!isNamed || READS.has(file) || !source.includes("throw new AppError")) continue;
    found += 1;
    if (!/assert(May|MayEverywhere|MayInvite|Proved)\(/.test(source)) missing.push(file);
  }
  expect(found).toBeGreaterThan(1);
  expect(missing).toEqual([]);
});
