import { env } from "../env";
import type { TicketProvider } from "./contract";
import { createHostupProvider } from "./hostup/provider";
import { createUpsunProvider } from "./upsun/provider";

const makers: Array<() => TicketProvider> = [
  () => createHostupProvider({ apiUrl: env().HOSTUP_API_URL, statusUrl: env().HOSTUP_STATUS_URL }),
  () =>
    createUpsunProvider({
      apiUrl: env().UPSUN_API_URL,
      authUrl: env().UPSUN_AUTH_URL,
      conversation: env().UPSUN_CONVERSATION,
      statusUrl: env().UPSUN_STATUS_URL,
    }),
];

let known: Map<string, TicketProvider> | undefined;

function all(): Map<string, TicketProvider> {
  known ??= new Map(makers.map((make) => make()).map((provider) => [provider.id, provider]));
  return known;
}

/** In display order. */
export function providers(): TicketProvider[] {
  return [...all().values()];
}

/** A connection may outlive its provider. */
export function findProvider(id: string): TicketProvider | undefined {
  return all().get(id);
}

/** For tests. Returns a function that removes it. */
export function registerProvider(provider: TicketProvider): () => void {
  all().set(provider.id, provider);
  return () => void all().delete(provider.id);
}
