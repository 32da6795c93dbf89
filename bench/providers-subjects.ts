import type { AccessToken, ProviderSession } from "../lib/providers/contract";
import { createHostupProvider } from "../lib/providers/hostup/provider";
import { createUpsunProvider } from "../lib/providers/upsun/provider";
import { hostupAccounts, upsunAccounts } from "../sandbox/accounts";
import type { SandboxPair } from "./providers-sandboxes";

/** Read through a session, and with bare `fetch` and JSON.parse. */
export interface Subject {
  name: string;
  session: ProviderSession;
  pageSize: number;
  bareRead: () => Promise<unknown>;
  read: () => Promise<unknown>;
  bareFirstPage: () => Promise<unknown>;
  firstPage: () => Promise<unknown>;
  bareWalk: () => Promise<void>;
}

type Get = (url: string) => Promise<Record<string, never>>;

function bareGet(authorization: string): Get {
  return async (url) => {
    const response = await fetch(url, { headers: { accept: "application/json", authorization } });
    if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
    return JSON.parse(await response.text()) as Record<string, never>;
  };
}

async function firstPageOf(session: ProviderSession) {
  for await (const { tickets } of session.listTickets()) return tickets;
  return [];
}

async function subject(
  name: string,
  session: ProviderSession,
  get: Get,
  firstUrl: string,
  readUrl: (id: string) => string,
  nextOf: (page: Record<string, unknown>) => string | null,
): Promise<Subject> {
  const tickets = await firstPageOf(session);
  const id = tickets[0]?.externalId;
  if (id === undefined) throw new Error(`${name}: the account has no tickets.`);
  return {
    name,
    session,
    pageSize: tickets.length,
    bareRead: () => get(readUrl(id)),
    read: () => session.readTicket(id),
    bareFirstPage: () => get(firstUrl),
    firstPage: () => firstPageOf(session),
    async bareWalk() {
      for (let url: string | null = firstUrl; url !== null; url = nextOf(await get(url)));
    },
  };
}

async function openHostup({ hostup: { apiUrl } }: SandboxPair): Promise<Subject> {
  const { key } = hostupAccounts.northwind.key;
  const session = createHostupProvider({ apiUrl }).open({
    credential: key,
    tokens: { get: async () => null, set: async () => undefined },
  });
  const list = `${apiUrl}/support/tickets?limit=100`;
  return subject(
    "HostUp",
    session,
    bareGet(`Bearer ${key}`),
    list,
    (id) => `${apiUrl}/support/tickets/${id}`,
    (page) => (page.nextCursor ? `${list}&cursor=${String(page.nextCursor)}` : null),
  );
}

async function openUpsun({ upsun: { apiUrl, authUrl } }: SandboxPair): Promise<Subject> {
  let kept: AccessToken | null = null;
  const tokens = {
    get: async () => kept,
    set: async (token: AccessToken | null) => void (kept = token),
  };
  const session = createUpsunProvider({ apiUrl, authUrl }).open({
    credential: upsunAccounts.northwind.key.key,
    tokens,
  });
  await firstPageOf(session);
  const token = (await tokens.get())?.token ?? "";
  const nextOf = (page: Record<string, unknown>) =>
    (page._links as { next?: { href: string } }).next?.href ?? null;
  return subject(
    "Upsun",
    session,
    bareGet(`Bearer ${token}`),
    `${apiUrl}/tickets?page=1`,
    (id) => `${apiUrl}/tickets?page=1&${new URLSearchParams({ "filter[ticket_id]": id })}`,
    nextOf,
  );
}

/** Opens the first demo account. */
export function openSubject(provider: "hostup" | "upsun", at: SandboxPair): Promise<Subject> {
  return provider === "hostup" ? openHostup(at) : openUpsun(at);
}
