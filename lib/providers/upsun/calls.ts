import { isStreamed, request, requestStream } from "@/lib/http/request";
import { StreamedBody } from "@/lib/http/streamed-body";
import type { Answer, Call, HttpTarget, StreamedAnswer } from "@/lib/http/types";

import { asksForStepUp, errorFromAnswer } from "../error-from-answer";
import { withWriteTimeout } from "../write-timeout";
import type { AccessTokens } from "./access-tokens";
import { upsunRefusals } from "./refusals";

/** Sends calls with a current access token. */
export class UpsunCalls {
  readonly #peer: HttpTarget;
  readonly #tokens: AccessTokens;

  constructor(peer: HttpTarget, tokens: AccessTokens) {
    this.#peer = peer;
    this.#tokens = tokens;
  }

  /** E.g. `https://api.upsun.com`. */
  get baseUrl(): string {
    return this.#peer.baseUrl;
  }

  json(method: "POST" | "PATCH", path: string, body: object): Call {
    return {
      method,
      path,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    };
  }

  send(call: Call): Promise<Answer> {
    // Files make it large.
    const bodyBytes =
      typeof call.body === "string" || call.body instanceof StreamedBody ? call.body.length : 0;
    const peer = withWriteTimeout(this.#peer, bodyBytes);
    return this.#withToken((headers) =>
      request(peer, { ...call, headers: { ...call.headers, ...headers } }),
    );
  }

  /** The path is below the origin, not below the base path. */
  stream(path: string): Promise<StreamedAnswer | Answer> {
    const peer = { ...this.#peer, baseUrl: new URL(this.#peer.baseUrl).origin };
    return this.#withToken((headers) =>
      requestStream(peer, { method: "GET", path, headers: { accept: "*/*", ...headers } }),
    );
  }

  /** A 401 proves that nothing was done, so even a write is repeated with a new token. */
  async #withToken<T extends Answer | StreamedAnswer>(
    attempt: (headers: { authorization: string }) => Promise<T>,
  ): Promise<T> {
    const attemptWith = (token: string) => attempt({ authorization: `Bearer ${token}` });
    const token = await this.#tokens.current();
    const answer = await attemptWith(token);
    if (!isTokenRefusal(answer)) return answer;
    const renewed = await this.#tokens.renewed(token);
    const second = await attemptWith(renewed);
    if (!isTokenRefusal(second)) return second;
    await this.#tokens.forget(renewed);
    throw errorFromAnswer(second, upsunRefusals);
  }
}

function isTokenRefusal(answer: Answer | StreamedAnswer): answer is Answer {
  return !isStreamed(answer) && answer.status === 401 && !asksForStepUp(answer);
}
