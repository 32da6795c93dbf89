import { AccessTokens } from "@/lib/providers/upsun/access-tokens";
import { UpsunClient } from "@/lib/providers/upsun/client";
import { upsunAccounts } from "../../../sandbox/accounts";
import type { UpsunSandbox } from "../../../sandbox/start";
import { QUICK, tokenStore } from "./support";

/** A client of the demo account by itself, for what sessions do not offer. */
export function upsunClient(sandbox: UpsunSandbox): UpsunClient {
  const tokens = new AccessTokens({ name: "Upsun", baseUrl: sandbox.authUrl }, upsunAccounts.northwind.key.key, tokenStore());
  return new UpsunClient({ name: "Upsun", baseUrl: sandbox.apiUrl, limits: QUICK.limits }, tokens);
}
