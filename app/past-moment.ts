import { type Route } from "next";
import { redirect } from "next/navigation";

import type { MomentFault } from "@/components/tickets/past/moment-problem";
import type { PastMoment } from "@/components/tickets/past/past-moment";
import type { Scope } from "@/lib/auth/scope";
import { momentField, typedMoment } from "@/lib/tickets/list/past/past-time";
import { readSince } from "@/lib/tickets/list/past/read-since";

interface RequestedMoment {
  past?: PastMoment;
  fault: MomentFault | null;
}

/**
 * Reads `at` of the address. A time without a zone, as the form sends it, leads to the address with
 * the moment that it is for this viewer: `addressAt` makes that address.
 */
export async function requestedMoment(
  text: string | null,
  { timeZone, scope }: { timeZone: string; scope: Scope },
  addressAt: (at: string) => Route,
): Promise<RequestedMoment> {
  const typed = typedMoment(text, timeZone);
  if (!typed) return { fault: null };
  if (typed.is === "local") redirect(addressAt(typed.at.toISOString()));
  if (typed.is !== "exact") return { fault: typed };
  const { at } = typed;
  const past = { at, clock: momentField(timeZone, at), readSince: await readSince(scope) };
  return { past, fault: null };
}
