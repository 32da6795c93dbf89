import { type Refusals, REFUSED_BY_HTTP } from "../refusals";

/**
 * Writes document no failures. 400, 403 and 404 are documented for other calls; 401: RFC 6750, 3.1;
 * 409: RFC 9110, 15.5.10. Not 408 and 5xx.
 */
export const upsunRefusals: Refusals = {
  name: "Upsun",
  certain: new Set([400, 401, 403, 404, 409, ...REFUSED_BY_HTTP]),
  codes: {
    rate_limited: "provider_rate_limited",
    rate_limit_exceeded: "provider_rate_limited",
    // OAuth answers 400 to a wrong token (RFC 6749, 5.2).
    invalid_grant: "provider_unauthorized",
    invalid_client: "provider_unauthorized",
    // RFC 6750, 3.1.
    invalid_token: "provider_unauthorized",
    insufficient_scope: "provider_forbidden",
  },
};
