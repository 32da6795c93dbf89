import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";

import { isPublicAddress, PrivateAddress, publicLookup } from "./public-address";

export interface PostAnswer {
  status: number;
  /** Beginning of the body, shown with the delivery. */
  text: string;
  retryAfter: string | null;
}

export interface PostOptions {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  timeoutMs: number;
  /** For tests, which have no public address. */
  lookup?: typeof publicLookup;
  ca?: string;
}

const MAX_ANSWER_BYTES = 2_000;

/** Posts to a public https address. Follows no redirect: a 3xx is an answer like any other. */
export async function postToPublic(address: string, options: PostOptions): Promise<PostAnswer> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "https:" || url.username || url.password) throw new TypeError("Not https.");
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new PrivateAddress(host);
  const { headers, body, timeoutMs, lookup = publicLookup, ca } = options;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = httpsRequest(
      url,
      {
        method: "POST",
        // No socket of another check is used again.
        agent: false,
        lookup: lookup as never,
        ca,
        signal,
        headers: { ...headers, "content-length": body.length },
      },
      (answer) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        const done = () => {
          request.destroy();
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString("utf8"),
            retryAfter: answer.headers["retry-after"] ?? null,
          });
        };
        answer.on("data", (part: Buffer) => {
          parts.push(part);
          bytes += part.length;
          if (bytes >= MAX_ANSWER_BYTES) done();
        });
        answer.once("end", done);
        answer.on("error", reject);
      },
    );
    request.on("error", reject);
    // Also where an answer asks for another protocol, which ends the connection without an error.
    request.on("close", () => reject(new Error("The connection was closed.")));
    request.end(body);
  });
}
