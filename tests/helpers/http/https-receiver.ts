import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, beforeEach } from "vitest";

import { postToPublic } from "@/lib/outbound/post-to-public";

export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface ReceiverAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

const PEM = readFileSync("tests/fixtures/hooks.example.pem", "utf8");

/**
 * `https://hooks.example` on this machine. `post` is `postToPublic`, to which this name alone is a
 * public one.
 */
export function useHttpsReceiver() {
  const requests: ReceivedRequest[] = [];
  const receiver = {
    requests,
    answer: (_: ReceivedRequest): ReceiverAnswer | null => ({ status: 204 }),
    url: (path = "/") => `https://hooks.example:${port}${path}`,
    post: ((address, options) => {
      const isOurs = new URL(address).hostname === "hooks.example";
      return postToPublic(address, isOurs ? { ...options, lookup, ca: PEM } : options);
    }) satisfies typeof postToPublic as typeof postToPublic,
  };
  let port = 0;
  const server = createServer({ key: PEM, cert: PEM }, (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const received = {
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(parts),
      };
      requests.push(received);
      const answer = receiver.answer(received);
      // Null: never.
      if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  server.on("upgrade", (_, socket) => socket.destroy());

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    requests.length = 0;
    receiver.answer = () => ({ status: 204 });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}

const lookup: Parameters<typeof postToPublic>[1]["lookup"] = (_, { all }, found) =>
  all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);
