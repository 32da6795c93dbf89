import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { serve as listen } from "@hono/node-server";

export interface Listening {
  url: string;
  port: number;
  close(): Promise<void>;
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.replace(/^\[|\]$/g, ""));
}

/** Listens, and rejects with the reason when the port is taken. Closing ends open connections at once. */
export function serve(
  fetch: (request: Request, env: unknown) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, hostname: host, port }) as Server;
    // Long enough that a client's kept connection is never closed under its next request by accident.
    server.keepAliveTimeout = 30_000;
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new Error(`Port ${port} on ${host} is taken.`) : error);
    server.once("error", refuse);
    server.once("listening", () => {
      server.off("error", refuse);
      const { port: taken } = server.address() as AddressInfo;
      const name = host.includes(":") ? `[${host}]` : host;
      resolve({ url: `http://${name}:${taken}`, port: taken, close: () => close(server) });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
