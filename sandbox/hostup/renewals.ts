import type { Inventory } from "./state";

type Domain = Inventory["domains"][number];
type Vps = Inventory["vps"][number];

/** The first such date after `now`; days beyond the month's end become the next month's. */
function nextDate(date: string, now: Date, months: number): string {
  const next = new Date(date);
  while (next <= now) next.setUTCMonth(next.getUTCMonth() + months);
  return next.toISOString();
}

/** Renews a domain as often as needed since it was stored. */
export function renewedDomain(domain: Domain, now: Date): Domain {
  const { autoRenew, serviceStatus, expiresAt } = domain;
  if (!autoRenew || expiresAt === null) return domain;
  if (serviceStatus !== "active") return domain;
  return {
    ...domain,
    expiresAt: nextDate(expiresAt, now, 12),
  };
}

/** Moves a server's invoice to its next date. */
export function invoicedVps(vps: Vps, now: Date): Vps {
  const { billing, serviceStatus } = vps;
  const { nextDueDate: due } = billing;
  if (due === null || serviceStatus !== "active") return vps;
  return {
    ...vps,
    billing: {
      ...billing,
      nextDueDate: nextDate(due, now, 1),
    },
  };
}
