import type { TicketProvider, Turn } from "./contract";

/** An unlisted status is "unclear". */
export function turnOf(provider: Pick<TicketProvider, "turns">, status: string): Turn {
  return Object.hasOwn(provider.turns, status) ? (provider.turns[status] ?? "unclear") : "unclear";
}
