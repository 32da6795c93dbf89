import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";

import type { SandboxContext } from "./context";
import type { Fault } from "./faults";
import type { BaseState } from "./state";

/** Wording of a provider's failures. */
export interface FaultVoice {
  failure(status: number, code: string, path: string): { contentType: string; body: string };
  /** The limit in the provider's rate limit headers; null if it sends none. */
  rateLimit: number | null;
}

const PROXY_PAGE =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

export interface FaultEnv {
  Bindings: HttpBindings;
  Variables: { pageShift: number };
}

/** Lets the waiting faults happen, in front of everything else that the provider does with a request. */
export function faultMiddleware<S extends BaseState>(
  context: SandboxContext<S>,
  voice: FaultVoice,
): MiddlewareHandler<FaultEnv> {
  return async (c, next) => {
    c.set("pageShift", 0);
    const url = new URL(c.req.url);
    const fault = context.faults.take(c.req.method, url.pathname, url.search);
    if (fault === undefined) return next();
    if (fault.kind === "page-shift") {
      c.set("pageShift", fault.by);
      return next();
    }
    if (fault.kind === "rate-limit") return limited(c, fault, context.now(), voice);
    if (fault.kind === "slow" && fault.when === "before") {
      await wait(fault.ms);
      return next();
    }
    // An unread request body would keep the socket half open: a cut must look the same to a client every time.
    if (fault.when === "before") return spoil(c, fault, voice, undefined);
    await next();
    const answer = c.res;
    c.res = undefined;
    c.res = await spoil(c, fault, voice, answer);
  };
}

async function spoil(
  c: Context<FaultEnv>,
  fault: Exclude<Fault, { kind: "page-shift" | "rate-limit" }>,
  voice: FaultVoice,
  answer: Response | undefined,
): Promise<Response> {
  if (fault.kind === "status") return failing(fault, voice, c.req.path);
  if (fault.kind === "answer") return given(fault);
  const socket = c.env.incoming.socket;
  if (answer === undefined || fault.when !== "body") {
    if (fault.kind === "cut") socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  const half = Math.floor(bytes.length / 2);
  const out = c.env.outgoing;
  out.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    "content-length": String(bytes.length),
  });
  if (!out.write(bytes.subarray(0, half))) await once(out, "drain");
  if (fault.kind === "slow") {
    await wait(fault.ms);
    out.end(bytes.subarray(half));
  } else if (fault.kind === "cut") {
    await wait(20);
    socket.destroy();
  }
  return RESPONSE_ALREADY_SENT;
}

function limited(
  c: Context,
  fault: Extract<Fault, { kind: "rate-limit" }>,
  now: Date,
  voice: FaultVoice,
): Response {
  const back = new Date(now.getTime() + fault.seconds * 1000);
  const { body, contentType } = voice.failure(429, fault.code, c.req.path);
  const headers = new Headers({ "content-type": contentType });
  if (fault.retryAfter === "seconds") headers.set("Retry-After", String(Math.ceil(fault.seconds)));
  if (fault.retryAfter === "http-date") headers.set("Retry-After", back.toUTCString());
  if (fault.reset) {
    headers.set("X-RateLimit-Limit", String(voice.rateLimit ?? 600));
    headers.set("X-RateLimit-Remaining", "0");
    headers.set("X-RateLimit-Reset", back.toISOString());
  }
  return new Response(body, { status: 429, headers });
}

function failing(
  fault: Extract<Fault, { kind: "status" }>,
  voice: FaultVoice,
  path: string,
): Response {
  if (fault.body === "empty") return new Response(null, { status: fault.status });
  if (fault.body === "html")
    return new Response(PROXY_PAGE, {
      status: fault.status,
      headers: { "content-type": "text/html" },
    });
  const { body, contentType } = voice.failure(fault.status, fault.code, path);
  return new Response(body, { status: fault.status, headers: { "content-type": contentType } });
}

function given(fault: Extract<Fault, { kind: "answer" }>): Response {
  const plain = typeof fault.body === "string";
  const body =
    fault.body === undefined ? null : plain ? String(fault.body) : JSON.stringify(fault.body);
  const headers = new Headers(fault.headers);
  if (body !== null && !headers.has("content-type"))
    headers.set("content-type", plain ? "text/plain" : "application/json");
  return new Response(body, { status: fault.status, headers });
}
