import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";

import { domainPage, hostingPage, vpsPage } from "../answers";
import { type HostupContext, type HostupEnv, needsScope, pageOf } from "../env";
import { invoicedVps, renewedDomain } from "../renewals";
import { answers } from "../responses";
import { domainsQuery, hostingQuery, vpsQuery } from "../schemas";
import type { Inventory } from "../state";

const listDomains = createRoute({
  method: "get",
  path: "/domains",
  middleware: needsScope("read:domains"),
  request: { query: domainsQuery },
  responses: answers(200, "One page of domains", domainPage),
});
const listVps = createRoute({
  method: "get",
  path: "/vps",
  middleware: needsScope("read:vm"),
  request: { query: vpsQuery },
  responses: answers(200, "One page of virtual servers", vpsPage),
});
const listHosting = createRoute({
  method: "get",
  path: "/shared-hosting",
  middleware: needsScope("read:hosting"),
  request: { query: hostingQuery },
  responses: answers(200, "One page of hosting accounts", hostingPage),
});

/** Routes of domains, virtual servers and hosting accounts. */
export function inventoryRoutes(api: OpenAPIHono<HostupEnv>, context: HostupContext): void {
  const of = (accountId: string): Inventory =>
    context.state.inventories.find((inventory) => inventory.accountId === accountId) ?? {
      accountId,
      domains: [],
      vps: [],
      hosting: [],
    };
  const id = (item: { id: string }) => item.id;
  const sorted = <T extends { id: string }>(items: readonly T[]) =>
    [...items].sort((a, b) => (a.id < b.id ? -1 : 1));

  api.openapi(listDomains, (c) => {
    const { limit, cursor, name } = c.req.valid("query");
    const items = sorted(of(c.get("account").id).domains).filter(
      (domain) => name === undefined || domain.name === name.toLowerCase(),
    );
    const shown = items.map((one) => renewedDomain(one, context.now()));
    return c.json(pageOf(shown, cursor, limit, id), 200);
  });

  api.openapi(listVps, (c) => {
    const { limit, cursor, name, primaryIp } = c.req.valid("query");
    const items = sorted(of(c.get("account").id).vps).filter(
      (vps) =>
        (name === undefined || vps.name === name) &&
        (primaryIp === undefined || vps.primaryIp === primaryIp),
    );
    const shown = items.map((one) => invoicedVps(one, context.now()));
    return c.json(pageOf(shown, cursor, limit, id), 200);
  });

  api.openapi(listHosting, (c) => {
    const { limit, cursor } = c.req.valid("query");
    return c.json(pageOf(sorted(of(c.get("account").id).hosting), cursor, limit, id), 200);
  });
}
