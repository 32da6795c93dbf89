import { expect, it } from "vitest";

import { invoicedVps, renewedDomain } from "./renewals";
import { seedInventory } from "./seed/inventory";

const SEEDED = new Date("2025-11-26T12:00:00.000Z");
const LATER = new Date("2027-02-01T00:00:00.000Z");
const { domains, vps } = seedInventory("northwind", SEEDED);

it("renews active domains that renew themselves, by whole years", () => {
  for (const domain of domains) {
    const { expiresAt } = renewedDomain(domain, LATER);
    const renews = domain.autoRenew && domain.serviceStatus === "active";
    if (!renews) expect(expiresAt).toBe(domain.expiresAt);
    else {
      expect(Date.parse(expiresAt ?? "")).toBeGreaterThan(LATER.getTime());
      expect(expiresAt?.slice(5)).toBe(domain.expiresAt?.slice(5));
    }
  }
  expect(domains.map((one) => renewedDomain(one, SEEDED))).toEqual(domains);
});

it("moves a server's invoice to the next month", () => {
  const due = vps.map((one) => invoicedVps(one, LATER).billing.nextDueDate);
  for (const [index, date] of due.entries())
    if (date === null) expect(vps[index]?.serviceStatus).toBe("pending");
    else expect(date.slice(0, 7)).toBe("2027-02");
});
