import { type Refusals, REFUSED_BY_HTTP } from "../refusals";

/**
 * The answers by which HostUp refuses a write for certain (API reference v2, "Create support ticket"
 * and the pages of the other support operations):
 * - 400 "Invalid request", 401 "Authentication is required", 403 "lacks a required scope or does not
 *   own the resource", 404 "does not exist or is not owned by the caller";
 * - 409 "the state of the resource does not allow it" (`cooldown_active`, a closed ticket);
 * - 429 "Rate limited. Retry after the limit resets."
 *
 * Not among them: 500 "Internal error" and 502 "failures behind the provider", which may come after
 * the work was done; 503 and 408, which no page documents.
 */
export const hostupRefusals: Refusals = {
  name: "HostUp",
  certain: new Set([400, 401, 403, 404, 409, ...REFUSED_BY_HTTP]),
  // Two codes mean the same, also where a 403 carries one.
  codes: { rate_limited: "provider_rate_limited", rate_limit_exceeded: "provider_rate_limited" },
};
