import { randomBytes } from "node:crypto";

import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";

import { good, tokenAnswer } from "../answers";
import type { UpsunContext, UpsunEnv } from "../env";
import { UpsunRefusal } from "../errors";
import { tokenForm } from "../schemas";

const DEFAULT_LIFETIME_S = 900;
const CLIENT = `Basic ${Buffer.from("platform-api-user:").toString("base64")}`;

const exchange = createRoute({
  method: "post",
  path: "/oauth2/token",
  security: [{ client: [] }],
  request: {
    body: {
      required: true,
      content: { "application/x-www-form-urlencoded": { schema: tokenForm } },
    },
  },
  responses: good("An access token.", tokenAnswer),
});

/** Exchanging an API token for an access token that lives some minutes. */
export function tokenRoutes(api: OpenAPIHono<UpsunEnv>, context: UpsunContext): void {
  api.use("/oauth2/token", async (c, next) => {
    if (c.req.method === "POST" && c.req.header("authorization") !== CLIENT) {
      c.header("WWW-Authenticate", 'Basic realm="oauth2"');
      throw new UpsunRefusal(401, "Client authentication failed.", "invalid_client");
    }
    await next();
  });

  api.openapi(exchange, (c) => {
    const { grant_type, api_token } = c.req.valid("form");
    if (grant_type !== "api_token")
      throw new UpsunRefusal(
        400,
        `The grant type ${grant_type} is not supported.`,
        "unsupported_grant_type",
      );
    if (api_token === undefined)
      throw new UpsunRefusal(400, "api_token is required.", "invalid_request");
    const { state } = context;
    const key = state.keys.find((one) => one.key === api_token);
    if (key === undefined || key.revoked)
      throw new UpsunRefusal(400, "The API token is not valid or was revoked.", "invalid_grant");
    if (state.expiredSso?.includes(key.key))
      throw new UpsunRefusal(400, "SSO session has expired", "invalid_grant");
    const lifetime = context.options.tokenLifetimeS ?? DEFAULT_LIFETIME_S;
    const now = context.now().getTime();
    const token = randomBytes(32).toString("base64url");
    state.tokens = [
      ...state.tokens.filter(({ expiresAt }) => expiresAt > now),
      { token, key: key.key, expiresAt: now + lifetime * 1000 },
    ];
    context.changed();
    c.header("Cache-Control", "no-store");
    return c.json({ access_token: token, expires_in: lifetime, token_type: "bearer" }, 200);
  });
}
