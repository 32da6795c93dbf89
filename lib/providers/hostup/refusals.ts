import { type Refusals, REFUSED_BY_HTTP } from "../refusals";

/** API reference v2. Not 500 and 502, which may follow the work; 408 and 503 are undocumented. */
export const hostupRefusals: Refusals = {
  name: "HostUp",
  certain: new Set([400, 401, 403, 404, 409, ...REFUSED_BY_HTTP]),
  // Two codes with one meaning, also in a 403.
  codes: { rate_limited: "provider_rate_limited", rate_limit_exceeded: "provider_rate_limited" },
};
