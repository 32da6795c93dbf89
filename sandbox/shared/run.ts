import { Hono } from "hono";
import type { z } from "zod";

import { AutoReplies } from "./auto-replies";
import { SandboxContext } from "./context";
import type { SandboxControl } from "./control";
import { controlRoutes } from "./control-http";
import { isLocalRequest } from "./is-local-request";
import type { RunningSandbox, SandboxOptions, SandboxSeed } from "./options";
import { sandboxPage } from "./page";
import { serve } from "./serve";
import type { BaseState } from "./state";
import { readState, StateFile, unusableState } from "./state-file";

/** The parts of a sandbox that differ by provider. */
export interface SandboxKind<S extends BaseState, C extends SandboxControl<S>> {
  title: string;
  apiPath: string;
  saved: z.ZodType<S>;
  fresh(seed: SandboxSeed, now: Date): S;
  control(context: SandboxContext<S>, freshState: (seed?: SandboxSeed) => S): C;
  /** The provider's own surface, its `/openapi.json` included. */
  mount(app: Hono, context: SandboxContext<S>): void;
  /** Writes an automatic answer; the ticket may be gone or closed meanwhile. */
  answer(control: C, ticketId: string): void;
}

/** Loads or makes the state, listens, and puts controls and page beside the provider's surface. */
export async function runSandbox<S extends BaseState, C extends SandboxControl<S>>(
  kind: SandboxKind<S, C>,
  options: SandboxOptions,
): Promise<RunningSandbox<C>> {
  const freshState = (seed?: SandboxSeed) =>
    kind.fresh(seed ?? options.seed ?? "demo", options.now?.() ?? new Date());
  const loaded = await readState(options.statePath);
  const context = new SandboxContext<S>(
    loaded === undefined ? freshState() : known(kind.saved, loaded, options),
    options,
  );
  const file = new StateFile(options.statePath, () => context.state);
  if (loaded === undefined) await file.flush();
  context.onChange = () => file.touch();

  const control = kind.control(context, freshState);
  const autoReplies = new AutoReplies(context, (ticketId) => kind.answer(control, ticketId));
  const host = options.host ?? "127.0.0.1";

  const app = new Hono();
  const guarded = new Hono();
  guarded.use("*", async (c, next) => {
    if (isLocalRequest(c, host)) return next();
    return c.json({ error: "The controls answer on this machine only." }, 403);
  });
  guarded.get("/", (c) => c.html(sandboxPage(kind.title, kind.apiPath)));
  guarded.route("/__control", controlRoutes(control));
  guarded.notFound((c) => c.json({ error: "No such control." }, 404));
  app.on(["GET", "POST", "PATCH", "DELETE"], ["/", "/__control/*"], (c) =>
    guarded.fetch(c.req.raw, c.env),
  );
  kind.mount(app, context);

  const listening = await serve(
    (request, env) => app.fetch(request, env as object),
    host,
    options.port ?? 0,
  );
  autoReplies.schedule();
  return {
    url: listening.url,
    apiUrl: `${listening.url}${kind.apiPath}`,
    port: listening.port,
    control,
    stop: async () => {
      autoReplies.stop();
      await listening.close();
      await file.flush();
    },
  };
}

function known<S>(schema: z.ZodType<S>, value: unknown, options: SandboxOptions): S {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(
    unusableState(options.statePath ?? "", parsed.error.issues[0]?.message ?? "unknown shape"),
  );
}
