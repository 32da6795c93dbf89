import { setTimeout as wait } from "node:timers/promises";

import { z } from "zod";

import type {
  ProviderSession,
  SessionOptions,
  TicketPage,
  TicketProvider,
  TicketSnapshot,
} from "../../lib/providers/contract";
import { createHostupProvider } from "../../lib/providers/hostup/provider";
import { syntheticTicket } from "../synthetic";

export const GENERATED = "generated";
export const PER_PAGE = 100;

/** A ticket depends on its number alone. */
const NEWEST = new Date("2026-11-01T12:00:00.000Z");

const accountSchema = z.object({
  tickets: z.number().int().positive(),
  perPage: z.number().int().positive().default(PER_PAGE),
  answersAfterMs: z.number().default(0),
});

/** In place of a credential. */
export function accountOf(account: z.input<typeof accountSchema>): string {
  return JSON.stringify(account);
}

export interface GeneratedOptions {
  /** Made on demand by default. */
  page?: (index: number) => Promise<TicketSnapshot[]>;
}

export function fullTicket(index: number): TicketSnapshot {
  return { ...syntheticTicket(index, NEWEST), readAt: new Date() };
}

export function fullPage(page: number, tickets: number, perPage = PER_PAGE): TicketSnapshot[] {
  const first = page * perPage;
  return Array.from({ length: Math.min(perPage, tickets - first) }, (_unused, index) =>
    fullTicket(first + index),
  );
}

async function* listed(
  { tickets, perPage, answersAfterMs }: z.output<typeof accountSchema>,
  session: SessionOptions,
  options: GeneratedOptions,
  from: string | null,
): AsyncGenerator<TicketPage> {
  const pages = Math.ceil(tickets / perPage);
  for (let page = Number(from ?? 0); page < pages; page++) {
    const over = await session.beforeCall?.(false);
    if (answersAfterMs > 0) await wait(answersAfterMs);
    const made = options.page ? await options.page(page) : fullPage(page, tickets, perPage);
    over?.();
    session.onCall?.({
      method: "GET",
      path: "/tickets",
      status: 200,
      milliseconds: 0,
      requestId: null,
      bytes: 0,
      rateLimit: null,
      rateLimitRemaining: null,
      rateLimitResetAt: null,
      retryAt: null,
    });
    yield { tickets: made, total: tickets, next: page + 1 < pages ? String(page + 1) : null };
  }
}

/** Without network, so that only engine and database are measured. */
export function generatedProvider(options: GeneratedOptions = {}): TicketProvider {
  const hostup = createHostupProvider({ apiUrl: "http://127.0.0.1:9" });
  return {
    ...hostup,
    id: GENERATED,
    name: "Generated",
    open(session): ProviderSession {
      const account = accountSchema.parse(JSON.parse(session.credential));
      const listTickets = (from: string | null = null) => listed(account, session, options, from);
      return {
        ...hostup.open(session),
        listTickets,
        resources: [
          { name: "tickets", kind: "tickets", minIntervalMinutes: 0, pages: listTickets },
        ],
        readTicket: async (externalId) => fullTicket(Number(externalId.slice("tkt_".length))),
      };
    },
  };
}
