import type { ProviderSession } from "@/lib/providers/contract";
import { createHostupProvider } from "@/lib/providers/hostup/provider";
import { createUpsunProvider } from "@/lib/providers/upsun/provider";

import type { MutatedAnswer } from "./mutations";
import { isAt } from "./operations";
import { tokenStore } from "./support";

export const HOSTUP_AT = { apiUrl: "https://hostup.example/api/v2" };
export const UPSUN_AT = { apiUrl: "https://upsun.example", authUrl: "https://auth.upsun.example" };

const BODILESS = new Set([204, 304]);

/** A sound answer by its endpoint, as the sandbox gave it. */
export type SoundAnswers = ReadonlyMap<string, { status: number; text: string }>;

/** A fetch without network: wrong answers at `wrongAt` (or everywhere), right ones elsewhere. */
export function wrongServer(
  answer: MutatedAnswer,
  wrongAt: readonly string[],
  sound: SoundAnswers,
): typeof fetch {
  return async (input, init = {}) => {
    const path = new URL(String(input)).pathname.replace(/^\/api\/v2/, "");
    const method = init.method ?? "GET";
    const [, told] = [...sound].find(([endpoint]) => isAt(endpoint, method, path)) ?? [];
    const isWrong =
      wrongAt.some((endpoint) => isAt(endpoint, method, path)) ||
      (wrongAt.length === 0 && path !== "/oauth2/token");
    if (!isWrong && told) return new Response(told.text, { status: told.status });
    return new Response(BODILESS.has(answer.status) ? null : answer.text, {
      status: answer.status,
      headers: answer.headers,
    });
  };
}

const tuning = { limits: { attempts: 1 } };
const hostup = createHostupProvider({ ...HOSTUP_AT, tuning });
const upsun = createUpsunProvider({ ...UPSUN_AT, tuning });
const conversing = createUpsunProvider({ ...UPSUN_AT, conversation: "reply", tuning });
const providers = { hostup, upsun, "upsun with conversations": conversing };

export type ThroughProvider = keyof typeof providers;

/** A session that reaches nobody but this fetch. */
export function sessionThrough(provider: ThroughProvider, through: typeof fetch): ProviderSession {
  return providers[provider].open({
    credential: "key",
    tokens: tokenStore(),
    fetch: through,
  });
}
