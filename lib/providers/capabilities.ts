import type { CapabilityState, TicketProvider } from "./contract";
import type { FileRules } from "./forms/contract";

/**
 * Returns true if a connection has a capability. `capability` may be any move of a ticket; a move that
 * no capability limits is possible.
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

/** Null where replies take no files. */
export function replyFileRules(
  provider: TicketProvider | undefined,
  states: readonly CapabilityState[],
): FileRules | null {
  return canConnection(provider, states, "attach_reply") ? (provider?.form.files ?? null) : null;
}
