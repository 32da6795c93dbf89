import http from "node:http";

import type { AccessOutcome } from "./access";
import type { SignedInPerson } from "./people";

export interface HttpAnswer {
  status: number;
  location: string;
  /** Of the policy that the middleware sets. */
  policy: string;
  body: string;
}

export interface Question {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
const MAX_WAIT_MS = 30_000;

/** Not by fetch, which decides about Host and about encoded paths itself. */
export function ask(
  portal: string,
  { cookie }: SignedInPerson,
  question: Question,
): Promise<HttpAnswer> {
  const { hostname, port, host } = new URL(portal);
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        agent,
        hostname,
        port,
        path: question.path,
        method: question.method,
        timeout: MAX_WAIT_MS,
        headers: {
          host,
          "sec-fetch-site": "same-origin",
          origin: portal,
          ...(cookie ? { cookie } : {}),
          ...question.headers,
          ...(question.body === undefined
            ? {}
            : { "content-length": String(Buffer.byteLength(question.body)) }),
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.once("error", reject);
        response.once("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location ?? "",
            policy: String(response.headers["content-security-policy"] ?? ""),
            body: Buffer.concat(parts).toString("utf8"),
          }),
        );
      },
    );
    request.once("error", reject);
    request.once("timeout", () => request.destroy(new Error(`No answer to ${question.path}.`)));
    request.end(question.body);
  });
}

/** A page streams its redirect or its 404 once its head was sent. */
export function pageOutcome({ status, location, body }: HttpAnswer): AccessOutcome {
  const target = location === "" ? (/NEXT_REDIRECT;\w+;([^;"]*)/.exec(body)?.[1] ?? "") : location;
  const [, path = ""] = /^(?:https?:\/\/[^/]*)?([^?#]*)/.exec(target) ?? [];
  if (path.startsWith("/login/verify")) return "verify";
  if (path.startsWith("/login")) return "sign_in";
  if (status === 404 || body.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return "hidden";
  if (status === 403) return "refused";
  if (status === 401) return "sign_in";
  if (status >= 500) throw new Error(`The page answered ${status}.`);
  return "open";
}

export function routeOutcome({ status, location, body }: HttpAnswer): AccessOutcome {
  if (status === 401 || /^\/login(\/verify)?\?next=/.test(location)) return "sign_in";
  if (status === 404) return "hidden";
  if (status === 403) return "refused";
  if (status >= 500 && !/"code":"(provider_|busy|internal)/.test(body))
    throw new Error(`The route answered ${status}: ${body.slice(0, 300)}`);
  return "open";
}

/** A form's action that answers nothing. */
export function formOutcome({ status }: HttpAnswer): AccessOutcome {
  if (status >= 400) throw new Error(`The form was answered ${status}.`);
  return "open";
}

const CODES: Readonly<Record<string, AccessOutcome>> = {
  unauthenticated: "sign_in",
  not_found: "hidden",
  forbidden: "refused",
};

/** `code` of the action's result; it fails before its input is read, or for a lack of rights. */
export function actionOutcome(answer: HttpAnswer): AccessOutcome {
  const { status, location, body } = answer;
  if (location !== "" || body.includes("NEXT_REDIRECT")) return pageOutcome(answer);
  const result = /\{"ok":(true|false)[^\n]*/.exec(body)?.[0];
  if (!result) throw new Error(`The action answered ${status}: ${body.slice(0, 300)}`);
  if (result.startsWith('{"ok":true')) return "open";
  const code = /"code":"(\w+)"/.exec(result)?.[1] ?? "";
  if (code === "internal") throw new Error(`The action failed: ${result.slice(0, 300)}`);
  return CODES[code] ?? "open";
}
