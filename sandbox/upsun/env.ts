import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";

import type { SandboxContext } from "../shared/context";
import type { SandboxKey } from "../shared/state";
import { StepUp, UpsunRefusal } from "./errors";
import type { SandboxUpsunProject, SandboxUpsunUser, UpsunState } from "./state";

export type UpsunContext = SandboxContext<UpsunState>;

export interface UpsunEnv {
  Bindings: HttpBindings;
  Variables: { pageShift: number; key: SandboxKey; user: SandboxUpsunUser };
}

/** Lets a request pass only when its token has the right; else 403, the right named. */
export function needsToken(scope: string): MiddlewareHandler<UpsunEnv> {
  return async (c, next) => {
    if (!c.get("key").scopes.includes(scope))
      throw new UpsunRefusal(403, `Access denied: the token lacks ${scope}.`);
    await next();
  };
}

/** Refuses with a step-up challenge when the organization asks for one. */
export function assertSignedInFor(context: UpsunContext, organizationId: string | undefined): void {
  if (organizationId !== undefined && context.state.stepUpOrganizations?.includes(organizationId))
    throw new StepUp();
}

/** The caller's organizations. */
export function organizationsOf(context: UpsunContext, accountId: string) {
  return context.state.organizations.filter((organization) => organization.accountId === accountId);
}

/** The caller's project with this subscription; 404 when it does not exist or belongs to another account. */
export function ownSubscription(
  context: UpsunContext,
  accountId: string,
  subscriptionId: string,
): SandboxUpsunProject {
  const own = organizationsOf(context, accountId).map(({ id }) => id);
  const project = context.state.projects.find(
    (one) => one.subscriptionId === subscriptionId && own.includes(one.organizationId),
  );
  if (project === undefined)
    throw new UpsunRefusal(404, `/subscription_id: there is no subscription ${subscriptionId}.`);
  assertSignedInFor(context, project.organizationId);
  return project;
}
