import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, LookupFunction } from "node:net";

import { afterAll, beforeAll, beforeEach } from "vitest";

import { type PostAnswer, type PostOptions, postToPublic } from "@/lib/outbound/post-to-public";

import { CERTIFICATE, CERTIFICATE_KEY } from "../http/certificate";
import type { TestBrowser } from "./test-browser";

interface ReceivedPush {
  host: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

type Answer = (response: ServerResponse) => void;

/** The push services of all browsers: an https server of this machine, which the names lead to. */
export function usePushReceiver() {
  const received: ReceivedPush[] = [];
  let answers: Answer[] = [];
  const server = createServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY }, (request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { headers, url: path = "" } = request;
      const host = headers.host?.split(":")[0] ?? "";
      received.push({ host, path, headers, body: Buffer.concat(parts) });
      const answer = answers.shift() ?? ((ok) => ok.writeHead(201).end());
      answer(response);
    })();
  });

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  beforeEach(() => {
    received.splice(0);
    answers = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const lookup = ((_name, options, found) => {
    if (options.all) found(null, [{ address: "127.0.0.1", family: 4 }]);
    else found(null, "127.0.0.1", 4);
  }) as LookupFunction;

  /** As the portal posts, but to the port of this server. */
  function post(address: string, options: PostOptions): Promise<PostAnswer> {
    const { port } = server.address() as AddressInfo;
    const url = new URL(address);
    url.port = String(port);
    return postToPublic(url.href, { ...options, lookup: lookup as never, ca: CERTIFICATE });
  }

  return {
    post,
    received,
    /** Answers the next push so. */
    answer: (...next: Answer[]) => answers.push(...next),
    /** Pushes to the endpoint of a browser, decrypted. */
    shownBy: (browser: TestBrowser) =>
      received
        .filter(({ host, path }) => `https://${host}${path}` === browser.endpoint)
        .map(({ body }) => browser.open(body)),
  };
}

export const answerWith =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();
