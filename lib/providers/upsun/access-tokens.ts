import { AppError, isAppError } from "@/lib/errors";
import { request } from "@/lib/http/request";
import type { Answer, HttpTarget } from "@/lib/http/types";
import { message } from "@/lib/i18n/message";

import type { AccessToken, TokenStore } from "../contract";
import { asksForStepUp, errorFromAnswer } from "../error-from-answer";
import { Problem } from "../problem";
import { readAnswer } from "../read-answer";
import { upsunRefusals } from "./refusals";
import { tokenSchema } from "./schema";

// Documented: a user name without a password.
const CLIENT = `Basic ${btoa("platform-api-user:")}`;

/** After a step-up challenge or an expired SSO session it may become valid again. */
function refusalOf(answer: Answer, error: AppError): AppError {
  const told = { requestId: error.requestId, providerCode: error.providerCode, cause: error.cause };
  if (asksForStepUp(answer)) return error;
  const said = error.cause instanceof Problem ? error.cause.said : "";
  if (
    error.providerCode === "invalid_grant" &&
    /\b(?:sso|single[- ]sign[- ]?on)\b/i.test(said) &&
    /expir/i.test(said)
  ) {
    return new AppError("provider_unauthorized", { ...told, text: message("upsun.ssoExpired") });
  }
  if (error.code === "provider_unauthorized") return error;
  return new AppError("provider_unauthorized", {
    ...told,
    text: message("upsun.tokenRefused"),
    words: error.words,
  });
}

/** Per store, so that parallel calls cause one exchange. */
const pendingExchanges = new WeakMap<TokenStore, Promise<string>>();

/** `POST /oauth2/token`, grant `api_token`. */
export class AccessTokens {
  readonly #peer: HttpTarget;
  readonly #apiToken: string;
  readonly #store: TokenStore;
  #held: AccessToken | null = null;
  #refusal: AppError | null = null;

  constructor(peer: HttpTarget, apiToken: string, store: TokenStore) {
    this.#peer = peer;
    this.#apiToken = apiToken;
    this.#store = store;
  }

  /** Throws provider_unauthorized for a wrong or revoked API token. */
  async current(): Promise<string> {
    if (this.#isGood(this.#held)) return this.#held.token;
    return this.#shared(undefined);
  }

  async renewed(refused: string): Promise<string> {
    if (this.#held?.token === refused) this.#held = null;
    return this.#shared(refused);
  }

  async forget(refused: string): Promise<void> {
    if (this.#held?.token === refused) this.#held = null;
    const stored = await this.#store.get();
    if (stored?.token === refused) await this.#store.set(null);
  }

  #isGood(token: AccessToken | null): token is AccessToken {
    return token !== null && token.expiresAt.getTime() > this.#now();
  }

  #now(): number {
    return this.#peer.clock?.now() ?? Date.now();
  }

  async #shared(refused: string | undefined): Promise<string> {
    const running = pendingExchanges.get(this.#store);
    if (running) {
      // Background work may be held back where this call is not.
      const token = await running.catch((error: unknown) => {
        if (isAppError(error, "provider_rate_limited")) return refused;
        throw error;
      });
      if (token !== undefined && token !== refused) return token;
    }
    const again = pendingExchanges.get(this.#store);
    if (again) return again;
    if (this.#refusal) throw this.#refusal;
    const exchange = this.#fromStoreOrExchange(refused).finally(() =>
      pendingExchanges.delete(this.#store),
    );
    pendingExchanges.set(this.#store, exchange);
    return exchange;
  }

  async #fromStoreOrExchange(refused: string | undefined): Promise<string> {
    const kept = await this.#stored(refused);
    if (kept !== null) return kept;
    const work = async () => (await this.#stored(refused)) ?? this.#exchange();
    return this.#store.alone ? this.#store.alone(work) : work();
  }

  async #stored(refused: string | undefined): Promise<string | null> {
    const stored = await this.#store.get();
    if (!this.#isGood(stored) || stored.token === refused) return null;
    this.#held = stored;
    return stored.token;
  }

  async #exchange(): Promise<string> {
    const answer = await request(this.#peer, {
      method: "POST",
      path: "/oauth2/token",
      headers: { authorization: CLIENT },
      body: new URLSearchParams({ grant_type: "api_token", api_token: this.#apiToken }),
      effect: "none",
    });
    if (answer.status === 400 || answer.status === 401 || answer.status === 403) {
      await this.#store.set(null);
      const error = errorFromAnswer(answer, upsunRefusals);
      // Calls refused at the same time share the result.
      this.#refusal = refusalOf(answer, error);
      throw this.#refusal;
    }
    const { data } = readAnswer(answer, tokenSchema, upsunRefusals);
    const lifetime = data.expires_in * 1000;
    // Expires early, counted from before the request.
    const expiresAt = new Date(answer.sentAt.getTime() + lifetime - Math.min(60_000, lifetime / 5));
    this.#held = { token: data.access_token, expiresAt };
    await this.#store.set(this.#held);
    return data.access_token;
  }
}
