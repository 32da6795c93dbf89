import { env } from "../env";
import type { TicketProvider } from "./contract";
import { createHostupProvider } from "./hostup/provider";
import { createUpsunProvider } from "./upsun/provider";

const makers: Array<() => TicketProvider> = [
  () => createHostupProvider({ apiUrl: env().HOSTUP_API_URL }),
  () => createUpsunProvider({ apiUrl: env().UPSUN_API_URL, authUrl: env().UPSUN_AUTH_URL }),
];

let known: Map<string, TicketProvider> | undefined;

function all(): Map<string, TicketProvider> {
  known ??= new Map(makers.map((make) => make()).map((provider) => [provider.id, provider]));
  return known;
}

/** Every provider that a customer can connect, in the order in which they are offered. */
export function providers(): TicketProvider[] {
  return [...all().values()];
}

/** The provider with this id, or undefined for one that this version does not know (a connection may outlive its provider). */
export function findProvider(id: string): TicketProvider | undefined {
  return all().get(id);
}

/** Adds a provider while the process runs: how tests prove that a third one needs nothing else. Returns the way to take it back. */
export function registerProvider(provider: TicketProvider): () => void {
  all().set(provider.id, provider);
  return () => void all().delete(provider.id);
}
