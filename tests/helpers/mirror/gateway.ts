import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** A page of tickets with its own and the next cursor; null at the start or the end. */
export interface PassedPage {
  asked: string | null;
  next: string | null;
  ids: string[];
}

export interface Gateway {
  url: string;
  pages: PassedPage[];
  /** Called with each request before it goes on, numbered from 1 since `count` was set to 0. */
  onRequest: (number: number, path: string) => void;
  count: number;
  /** While set, answers of the provider are held back. */
  hold: Promise<void> | undefined;
  close(): Promise<void>;
}

export interface GatewayOptions {
  /** The provider's own origin. */
  target: string;
  /** The path with its query as it goes on. */
  onwards?: (path: string) => string;
  /** The page of tickets in an answer; null for any other answer. */
  pageOf: (url: URL, body: unknown) => PassedPage | null;
}

/** A proxy of a sandbox where a test sees, changes and delays requests. */
export async function startGateway({
  target,
  onwards = (path) => path,
  pageOf,
}: GatewayOptions): Promise<Gateway> {
  const server = http.createServer(
    (request, response) => void pass(request, response).catch(() => response.destroy()),
  );
  const gateway: Gateway = {
    url: "",
    pages: [],
    onRequest: () => undefined,
    count: 0,
    hold: undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const path = onwards(request.url ?? "/");
    const body = await text(request);
    gateway.count += 1;
    gateway.onRequest(gateway.count, path);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(
        ([name]) => !["host", "connection", "content-length", "accept-encoding"].includes(name),
      ),
    ) as Record<string, string>;
    const answer = await fetch(`${target}${path}`, {
      method: request.method,
      headers,
      body: request.method === "GET" ? undefined : body,
    });
    const answered = await answer.text();
    const page = answer.ok ? pageOf(new URL(path, target), parsed(answered)) : null;
    if (page) gateway.pages.push(page);
    await gateway.hold;
    response.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "application/json",
    });
    response.end(answered);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return gateway;
}

async function text(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** A page of HostUp's tickets. */
export function hostupPage(url: URL, body: unknown): PassedPage | null {
  if (!url.pathname.endsWith("/support/tickets")) return null;
  const { data, nextCursor } = body as { data: Array<{ id: string }>; nextCursor: string | null };
  return { asked: url.searchParams.get("cursor"), next: nextCursor, ids: data.map(({ id }) => id) };
}

/** A page of Upsun's tickets, by its number. */
export function upsunPage(url: URL, body: unknown): PassedPage | null {
  if (!url.pathname.endsWith("/tickets") || url.searchParams.has("filter[ticket_id]")) return null;
  const { tickets, _links } = body as {
    tickets: Array<{ ticket_id: number }>;
    _links: { next?: { href: string } };
  };
  const number = url.searchParams.get("page");
  const next = _links.next ? new URL(_links.next.href).searchParams.get("page") : null;
  return {
    asked: number === "1" ? null : number,
    next,
    ids: tickets.map(({ ticket_id }) => String(ticket_id)),
  };
}

/**
 * Returns the length of a chain of pages from the start of the list to `end` whose tickets are all
 * known, or 0. Several pages may lead to one place: those that were fetched but never stored do
 * not count.
 */
export function countPagesBefore(
  pages: PassedPage[],
  end: string | null,
  known: ReadonlySet<string>,
  visited: ReadonlySet<string | null> = new Set(),
): number {
  for (const page of pages) {
    if (page.next !== end || !page.ids.every((id) => known.has(id))) continue;
    if (page.asked === null) return 1;
    if (visited.has(page.asked)) continue;
    const earlier = countPagesBefore(pages, page.asked, known, new Set([...visited, page.asked]));
    if (earlier > 0) return earlier + 1;
  }
  return 0;
}
