import { AccessTokens } from "@/lib/providers/upsun/access-tokens";
import { UpsunCalls } from "@/lib/providers/upsun/calls";
import { UpsunClient } from "@/lib/providers/upsun/client";
import { UpsunCommentsClient } from "@/lib/providers/upsun/conversation/comments-client";

import { upsunAccounts } from "../../../sandbox/accounts";
import { QUICK, tokenStore } from "./support";

interface Addresses {
  apiUrl: string;
  authUrl: string;
}

function upsunCalls(at: Addresses, through?: typeof fetch): UpsunCalls {
  const peer = { name: "Upsun", fetch: through, limits: QUICK.limits };
  const tokens = new AccessTokens(
    { ...peer, baseUrl: at.authUrl },
    upsunAccounts.northwind.key.key,
    tokenStore(),
  );
  return new UpsunCalls({ ...peer, baseUrl: at.apiUrl }, tokens);
}

/** A client of the demo account by itself, for what sessions do not offer. */
export function upsunClient(at: Addresses, through?: typeof fetch): UpsunClient {
  return new UpsunClient(upsunCalls(at, through));
}

/** The same for the calls of conversations. */
export function upsunCommentsClient(at: Addresses, through?: typeof fetch): UpsunCommentsClient {
  return new UpsunCommentsClient(upsunCalls(at, through));
}
