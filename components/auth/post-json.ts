import type { Result } from "@/lib/result";

/** Asks a route of signing in. */
export async function postJson<T>(path: string, body: unknown = null): Promise<Result<T>> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Result<T>;
}
