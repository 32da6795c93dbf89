import type { CapabilityState, TicketProvider } from "./contract";

/**
 * Whether a connection can do something. `capability` may be any move of a ticket; a move that no
 * capability limits is possible.
 */
export function canConnection(
  provider: Pick<TicketProvider, "optional"> | undefined,
  states: readonly CapabilityState[],
  capability: string,
): boolean {
  const optional = new Map<string, string | undefined>(Object.entries(provider?.optional ?? {}));
  if (optional.get(capability) === "off") return false;
  const state = states.find((each) => each.capability === capability);
  return state ? state.available : optional.get(capability) !== "when_shown";
}
