import { canConnection } from "../providers/capabilities";
import type {
  CapabilityState,
  ContinueWay,
  TicketMove,
  TicketProvider,
} from "../providers/contract";

interface TicketOfConnection {
  provider: TicketProvider | undefined;
  /** Of its connection. */
  capabilities: readonly CapabilityState[];
  status: string;
}

/** Returns the way of "Continue". Without replies here, a closed ticket is only reopened. */
export function continueWay({
  provider,
  capabilities,
  status,
}: TicketOfConnection): ContinueWay | null {
  const can = (capability: string) => canConnection(provider, capabilities, capability);
  const way = provider?.continueBy(status) ?? null;
  if (way === null || way === "new-ticket") return way;
  if (!can("reopen")) return null;
  return can("reply") ? "reopen-and-reply" : "reopen";
}

/** The moves that both the status and the connection allow. */
export function availableMoves(ticket: TicketOfConnection): readonly TicketMove[] {
  const { provider, capabilities, status } = ticket;
  return (provider?.actionsFor(status) ?? []).filter((move) =>
    move === "continue"
      ? continueWay(ticket) !== null
      : canConnection(provider, capabilities, move),
  );
}

/** `key`: the key lacks it. `off`: by the operator. `unavailable`: at the provider, for this account. */
export type WithheldReply = "key" | "off" | "unavailable";

/** Why a ticket takes no reply although its status allows one; null otherwise. */
export function withheldReply({
  provider,
  capabilities,
  status,
}: TicketOfConnection): WithheldReply | null {
  if (!provider?.actionsFor(status).includes("reply")) return null;
  if (canConnection(provider, capabilities, "reply")) return null;
  const { reply } = provider.optional;
  if (reply === undefined) return "key";
  return reply === "off" ? "off" : "unavailable";
}
