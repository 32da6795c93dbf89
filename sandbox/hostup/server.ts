import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";

import { faultMiddleware } from "../shared/fault-middleware";
import { fieldErrors } from "../shared/field-errors";
import { plainUlid } from "../shared/ids";
import { SandboxRateLimit } from "../shared/rate-limit";
import type { HostupContext, HostupEnv } from "./env";
import { HostupRefusal, invalid, problem } from "./problem";
import { attachmentRoutes } from "./routes/attachments";
import { inventoryRoutes } from "./routes/inventory";
import { hostupTicketRoutes } from "./routes/tickets";

const API = "/api/v2";

/** HostUp's API v2, as far as support and the inventory go. */
export function mountHostup(root: Hono, context: HostupContext): void {
  const { limit, windowS } = context.options.rateLimit ?? { limit: 6000, windowS: 60 };
  const limits = new SandboxRateLimit(limit, windowS);
  const api = new OpenAPIHono<HostupEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      // The details of validation are for the caller; a thrown refusal gets its request id in one place.
      throw invalid(
        fieldErrors(result.error.issues, "data" in result ? result.data : undefined, result.target),
        `The ${result.target === "query" ? "query" : "request body"} of ${c.req.path} failed validation.`,
      );
    },
  });

  const where = (c: Context<HostupEnv>) => ({
    path: c.req.path,
    requestId: c.get("requestId"),
    now: context.now(),
  });
  const voice = {
    failure: (status: number, code: string, path: string) => ({
      contentType: "application/problem+json",
      body: JSON.stringify(
        problem(status, code, {
          path,
          requestId: `req_${plainUlid(context.now())}`,
          now: context.now(),
        }),
      ),
    }),
    rateLimit: limit,
  };

  api.use("*", async (c, next) => {
    const entry = {
      at: context.now().toISOString(),
      method: c.req.method,
      path: c.req.path,
      query: new URL(c.req.url).search,
      account: null,
      status: null,
    };
    context.saw(entry);
    c.set("requestId", context.id("req"));
    await next();
    Object.assign(entry, { account: c.get("account")?.id ?? null, status: c.res.status });
    c.header("Date", context.now().toUTCString());
  });
  api.use("*", faultMiddleware(context, voice));
  api.use("*", async (c, next) => {
    const credential = c.req.header("authorization")?.match(/^Bearer (\S+)$/i)?.[1];
    const use = limits.use(credential ?? "anonymous", context.now());
    const headers = {
      "X-RateLimit-Limit": String(limit),
      "X-RateLimit-Remaining": String(use.remaining),
      "X-RateLimit-Reset": use.resetAt.toISOString(),
    };
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    if (use.over) {
      c.header(
        "Retry-After",
        String(Math.max(1, Math.ceil((use.resetAt.getTime() - context.now().getTime()) / 1000))),
      );
      throw new HostupRefusal(429, "rate_limited", { detail: "Too many requests." });
    }
    const key = context.state.keys.find((one) => one.key === credential && !one.revoked);
    const account = context.state.accounts.find(({ id }) => id === key?.accountId);
    if (key === undefined || account === undefined)
      throw new HostupRefusal(401, "unauthorized", {
        detail: "The API key is missing or not valid.",
      });
    c.set("key", key);
    c.set("account", account);
    await next();
  });

  hostupTicketRoutes(api, context);
  attachmentRoutes(api, context);
  inventoryRoutes(api, context);
  // Registered last: what no route above took is unknown.
  api.all("*", () => {
    throw new HostupRefusal(404, "not_found", { detail: "There is no such resource." });
  });
  api.onError((error, c) => {
    const refusal = asRefusal(error);
    const document = problem(refusal.status, refusal.code, where(c), refusal.parts);
    return c.body(JSON.stringify(document), refusal.status, {
      "content-type": "application/problem+json",
    });
  });

  const app = new OpenAPIHono();
  app.route(API, api);
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
  });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "HostUp API (sandbox)",
      version: "2",
      description: "A local stand-in for the support and inventory parts of HostUp\u2019s API v2.",
    },
    security: [{ apiKey: [] }],
  });
  root.route("/", app);
  root.notFound((c) => {
    const document = problem(404, "not_found", {
      path: c.req.path,
      requestId: context.id("req"),
      now: context.now(),
    });
    return c.body(JSON.stringify(document), 404, { "content-type": "application/problem+json" });
  });
}

function asRefusal(error: Error): HostupRefusal {
  if (error instanceof HostupRefusal) return error;
  if (error instanceof HTTPException) {
    return invalid(
      [{ pointer: "", detail: error.message, code: "unreadable_body" }],
      error.message,
    );
  }
  process.stderr.write(`HostUp sandbox: ${error.stack ?? error.message}\n`);
  return new HostupRefusal(500, "internal_error", { detail: "The sandbox failed." });
}
