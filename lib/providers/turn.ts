import type { TicketProvider, Turn } from "./contract";

/** Maps a provider's status to whose turn it is; an unlisted status is "unclear". */
export function turnOf(provider: Pick<TicketProvider, "turns">, status: string): Turn {
  return Object.hasOwn(provider.turns, status) ? (provider.turns[status] ?? "unclear") : "unclear";
}
