import { HostupClient } from "@/lib/providers/hostup/client";

import { hostupAccounts } from "../../../sandbox/accounts";
import { QUICK } from "./support";

/** A client of the demo account by itself, for what sessions do not offer. */
export function hostupClient(at: { apiUrl: string }, through?: typeof fetch): HostupClient {
  return new HostupClient(
    { name: "HostUp", baseUrl: at.apiUrl, fetch: through, limits: QUICK.limits },
    hostupAccounts.northwind.key.key,
  );
}
