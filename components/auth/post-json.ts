import type { Result } from "@/lib/result";

/** Posts to a route of the sign-in pages. */
export async function postJson<T>(path: string, body: unknown = null): Promise<Result<T>> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Result<T>;
}
