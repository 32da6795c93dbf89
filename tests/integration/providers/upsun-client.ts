import { AccessTokens } from "@/lib/providers/upsun/access-tokens";
import { UpsunClient } from "@/lib/providers/upsun/client";

import { upsunAccounts } from "../../../sandbox/accounts";
import { QUICK, tokenStore } from "./support";

/** A client of the demo account by itself, for what sessions do not offer. */
export function upsunClient(
  at: { apiUrl: string; authUrl: string },
  through?: typeof fetch,
): UpsunClient {
  const peer = { name: "Upsun", fetch: through, limits: QUICK.limits };
  const tokens = new AccessTokens(
    { ...peer, baseUrl: at.authUrl },
    upsunAccounts.northwind.key.key,
    tokenStore(),
  );
  return new UpsunClient({ ...peer, baseUrl: at.apiUrl }, tokens);
}
