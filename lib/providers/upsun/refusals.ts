import { type Refusals, REFUSED_BY_HTTP } from "../refusals";

/**
 * The answers by which Upsun refuses a write for certain. Its reference documents no failure of
 * `POST /tickets` and `PATCH /tickets/{ticket_id}`; 400 "Bad Request", 403 "Forbidden" and 404 "Not
 * Found" are documented for the other calls of the same gateway. 401 ends a call before it reaches
 * the service (RFC 6750, section 3.1), and 409 says that the state does not allow it (RFC 9110,
 * section 15.5.10). Not among them: 408 and every 5xx.
 */
export const upsunRefusals: Refusals = {
  name: "Upsun",
  certain: new Set([400, 401, 403, 404, 409, ...REFUSED_BY_HTTP]),
  codes: {
    rate_limited: "provider_rate_limited",
    rate_limit_exceeded: "provider_rate_limited",
    // An OAuth server answers 400 to a wrong token (RFC 6749, section 5.2).
    invalid_grant: "provider_unauthorized",
    invalid_client: "provider_unauthorized",
    // RFC 6750, section 3.1.
    invalid_token: "provider_unauthorized",
    insufficient_scope: "provider_forbidden",
  },
};
