import { hostupAccounts, upsunAccounts } from "@/sandbox/accounts";
import type { HostupSandbox, UpsunSandbox } from "@/sandbox/start";

/** What a bare client sees of one answer. */
export interface SandboxAnswer {
  status: number;
  headers: Headers;
  // Answers are looked at field by field, as a stranger to the sandbox would.
  body: Record<string, never>;
  text: string;
}

interface Ask {
  method?: string;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function ask(
  url: string,
  authorization: string | undefined,
  { method = "GET", json, body, headers, signal }: Ask,
): Promise<SandboxAnswer> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/json",
      ...(authorization !== undefined && { authorization }),
      ...(json !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    body: json === undefined ? body : JSON.stringify(json),
    signal,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): Record<string, never> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A bare HostUp client; without a key it sends none. */
export function sandboxHostupClient(
  sandbox: HostupSandbox,
  key: string | null = hostupAccounts.northwind.key.key,
) {
  return (path: string, request: Ask = {}) =>
    ask(`${sandbox.apiUrl}${path}`, key === null ? undefined : `Bearer ${key}`, request);
}

export const CLIENT = `Basic ${Buffer.from("platform-api-user:").toString("base64")}`;

export function exchange(
  sandbox: UpsunSandbox,
  form: Record<string, string>,
  client: string | undefined = CLIENT,
) {
  return ask(`${sandbox.authUrl}/oauth2/token`, client, {
    method: "POST",
    body: new URLSearchParams(form),
  });
}

/** A bare Upsun client with a fresh access token. */
export async function sandboxUpsunClient(
  sandbox: UpsunSandbox,
  apiToken: string = upsunAccounts.northwind.key.key,
) {
  const { body } = await exchange(sandbox, { grant_type: "api_token", api_token: apiToken });
  const authorization = `Bearer ${String(body.access_token)}`;
  return (path: string, request: Ask = {}) =>
    ask(path.startsWith("http") ? path : `${sandbox.apiUrl}${path}`, authorization, request);
}
