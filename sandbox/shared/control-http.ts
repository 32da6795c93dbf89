import { type Context, Hono } from "hono";
import { z } from "zod";

import type { SandboxControl } from "./control";
import { faultSchema } from "./faults";
import type { BaseState } from "./state";

const seedSchema = z.union([
  z.enum(["demo", "empty-accounts", "timeline"]),
  z.strictObject({ tickets: z.number().int().min(0) }),
]);
const keySchema = z.strictObject({ key: z.string() });
const stepUpSchema = z.strictObject({
  organization: z.string(),
  required: z.boolean().default(true),
});
const ssoSchema = z.strictObject({ key: z.string(), expired: z.boolean().default(true) });
const scopeSchema = z.strictObject({
  key: z.string(),
  add: z.string().optional(),
  remove: z.string().optional(),
});

/**
 * The controls as JSON over HTTP. They ask for no credential, so they answer only where nobody but this machine can
 * ask, and only to requests that a foreign web page cannot make: a loopback `Host`, and JSON bodies.
 */
export function controlRoutes<S extends BaseState>(control: SandboxControl<S>): Hono {
  const app = new Hono();

  app.get("/accounts", (c) => c.json(control.accounts()));

  app.get("/tickets", (c) => c.json(control.tickets(c.req.query("account"))));
  app.get("/tickets/:id", (c) => {
    const ticket = control.ticket(c.req.param("id"));
    return ticket ? c.json(ticket) : c.json({ error: "No such ticket." }, 404);
  });
  app.post("/tickets", async (c) => {
    const body = await sent(c, z.looseObject({ account: z.string() }));
    const { account, ...fields } = body;
    return c.json(control.createTicket(account, fields), 201);
  });
  app.patch("/tickets/:id", async (c) =>
    c.json(control.changeTicket(c.req.param("id"), await sent(c, z.looseObject({})))),
  );
  app.delete("/tickets/:id", (c) => {
    control.deleteTicket(c.req.param("id"));
    return c.body(null, 204);
  });
  app.post("/tickets/:id/answer", async (c) => {
    const { text } = await sent(c, z.strictObject({ text: z.string().min(1).optional() }));
    return c.json(control.staffAnswer(c.req.param("id"), text));
  });
  app.post("/advance", (c) => c.json(control.advance()));

  app.get("/journal", (c) => c.json(control.journal()));
  app.delete("/journal", (c) => {
    control.clearJournal();
    return c.body(null, 204);
  });
  app.get("/requests", (c) => c.json(control.requests()));

  app.post("/reset", async (c) => {
    const { seed } = await sent(c, z.strictObject({ seed: seedSchema.optional() }));
    control.reset(seed);
    return c.json({ ok: true });
  });
  app.post("/keys/revoke", async (c) =>
    done(
      c,
      () => sent(c, keySchema),
      ({ key }) => control.revokeKey(key),
    ),
  );
  app.post("/keys/restore", async (c) =>
    done(
      c,
      () => sent(c, keySchema),
      ({ key }) => control.restoreKey(key),
    ),
  );
  app.post("/keys/scopes", async (c) =>
    done(
      c,
      () => sent(c, scopeSchema),
      ({ key, add, remove }) => {
        if (remove !== undefined) control.removeScope(key, remove);
        if (add !== undefined) control.addScope(key, add);
      },
    ),
  );
  app.post("/organizations/step-up", async (c) =>
    done(
      c,
      () => sent(c, stepUpSchema),
      ({ organization, required }) => control.requireStepUp(organization, required),
    ),
  );
  app.post("/keys/sso", async (c) =>
    done(
      c,
      () => sent(c, ssoSchema),
      ({ key, expired }) => control.expireSso(key, expired),
    ),
  );
  app.post("/comments", async (c) =>
    done(
      c,
      () => sent(c, z.looseObject({})),
      (changed) => control.setComments(changed),
    ),
  );
  app.post("/tokens/expire", (c) => {
    control.expireTokens();
    return c.json({ ok: true });
  });
  app.post("/clock", async (c) =>
    done(
      c,
      () => sent(c, z.strictObject({ skewMs: z.number() })),
      ({ skewMs }) => control.setClockSkew(skewMs),
    ),
  );

  app.get("/faults", (c) => c.json(control.faults()));
  app.post("/faults", async (c) => c.json(control.addFault(await sent(c, faultSchema)), 201));
  app.delete("/faults", (c) => {
    control.clearFaults();
    return c.body(null, 204);
  });
  app.delete("/faults/:id", (c) =>
    control.removeFault(c.req.param("id"))
      ? c.body(null, 204)
      : c.json({ error: "No such fault." }, 404),
  );

  app.onError((error, c) =>
    c.json({ error: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400),
  );
  return app;
}

async function sent<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text();
  if (text === "") return schema.parse({});
  if (!c.req.header("content-type")?.startsWith("application/json"))
    throw new Error("The body must be application/json.");
  return schema.parse(JSON.parse(text));
}

async function done<T>(
  c: Context,
  read: () => Promise<T>,
  act: (body: T) => void,
): Promise<Response> {
  act(await read());
  return c.json({ ok: true });
}
