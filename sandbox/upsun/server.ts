import { OpenAPIHono } from "@hono/zod-openapi";
import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";

import { faultMiddleware } from "../shared/fault-middleware";
import { fieldErrors } from "../shared/field-errors";
import { SandboxRateLimit } from "../shared/rate-limit";
import type { UpsunContext, UpsunEnv } from "./env";
import { failureBody, StepUp, UpsunRefusal } from "./errors";
import { accountRoutes } from "./routes/account";
import { commentRoutes } from "./routes/comments";
import { upsunTicketRoutes } from "./routes/tickets";
import { tokenRoutes } from "./routes/token";

/** The tickets, users and organizations parts of Upsun's API, and its token exchange on the same origin. */
export function mountUpsun(root: Hono, context: UpsunContext): void {
  const { limit, windowS } = context.options.rateLimit ?? { limit: 6000, windowS: 60 };
  const limits = new SandboxRateLimit(limit, windowS);
  const api = new OpenAPIHono<UpsunEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const errors = fieldErrors(
        result.error.issues,
        "data" in result ? result.data : undefined,
        result.target,
      );
      throw new UpsunRefusal(400, errors.map(({ detail }) => detail).join(" "));
    },
  });

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
    await next();
    Object.assign(entry, { account: c.get("user")?.accountId ?? null, status: c.res.status });
    c.header("Date", context.now().toUTCString());
  });
  api.use(
    "*",
    faultMiddleware(context, {
      failure: (status, code, path) => failureBody(path, status, `The request failed: ${code}.`),
      rateLimit: null,
    }),
  );

  tokenRoutes(api, context);
  api.use("*", async (c, next) => {
    const token = c.req.header("authorization")?.match(/^Bearer (\S+)$/i)?.[1];
    const now = context.now();
    const use = limits.use(token ?? "anonymous", now);
    if (use.over) {
      c.header(
        "Retry-After",
        String(Math.max(1, Math.ceil((use.resetAt.getTime() - now.getTime()) / 1000))),
      );
      throw new UpsunRefusal(429, "Too many requests.");
    }
    const access = context.state.tokens.find((one) => one.token === token);
    const key = context.state.keys.find((one) => one.key === access?.key && !one.revoked);
    const user = context.state.users.find(({ accountId }) => accountId === key?.accountId);
    if (
      access === undefined ||
      access.expiresAt <= now.getTime() ||
      key === undefined ||
      user === undefined
    ) {
      c.header("WWW-Authenticate", 'Bearer error="invalid_token"');
      throw new UpsunRefusal(
        401,
        token === undefined
          ? "An access token is required."
          : "The access token expired or is not valid.",
        "invalid_token",
      );
    }
    c.set("key", key);
    c.set("user", user);
    await next();
  });
  upsunTicketRoutes(api, context);
  accountRoutes(api, context);
  commentRoutes(api, context);
  // Registered last: what no route above took is unknown.
  api.all("*", () => {
    throw new UpsunRefusal(404, "There is no such resource.");
  });
  api.onError((error, c) => {
    if (error instanceof StepUp) {
      const challenge = `Bearer error="${error.error}", error_description="${error.message}", amr="${error.amr.join(" ")}", max_age=${error.maxAge}`;
      return c.json({ error: error.error, amr: error.amr, max_age: error.maxAge }, 401, {
        "WWW-Authenticate": challenge,
      });
    }
    const refusal = asRefusal(error);
    const { contentType, body } = failureBody(
      c.req.path,
      refusal.status,
      refusal.message,
      refusal.error,
    );
    return c.body(body, refusal.status, { "content-type": contentType });
  });

  const doc = new OpenAPIHono();
  doc.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
  });
  doc.openAPIRegistry.registerComponent("securitySchemes", "client", {
    type: "http",
    scheme: "basic",
  });
  doc.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Upsun API (sandbox)",
      version: "1",
      description:
        "A local stand-in for the tickets, users and organizations parts of Upsun\u2019s API.",
    },
    security: [{ bearer: [] }],
  });
  doc.route("/", api);
  root.route("/", doc);
}

function asRefusal(error: Error): UpsunRefusal {
  if (error instanceof UpsunRefusal) return error;
  if (error instanceof HTTPException) return new UpsunRefusal(400, error.message);
  process.stderr.write(`Upsun sandbox: ${error.stack ?? error.message}\n`);
  return new UpsunRefusal(500, "The sandbox failed.");
}
