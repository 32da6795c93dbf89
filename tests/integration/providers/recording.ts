/** One request as it left, and what came back. */
export interface Exchange {
  method: string;
  url: URL;
  headers: Headers;
  /** JSON parsed, a form's fields as an object (files as they are), or undefined. */
  body: unknown;
  status: number;
  /** The answer's text. */
  answer: string;
}

function bodyOf(body: RequestInit["body"]): unknown {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return JSON.parse(body);
  if (body instanceof FormData || body instanceof URLSearchParams) return Object.fromEntries(body);
  throw new Error("A body of a kind that nobody sends.");
}

/** A fetch that really asks, and notes what was sent and answered. `rewrite` may change the address before it is asked. */
export function recording(rewrite: (url: URL) => URL = (url) => url): { through: typeof fetch; exchanges: Exchange[] } {
  const exchanges: Exchange[] = [];
  const through: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const response = await fetch(rewrite(new URL(url)), init);
    const answer = await response.clone().text();
    exchanges.push({ method: init.method ?? "GET", url, headers: new Headers(init.headers), body: bodyOf(init.body), status: response.status, answer });
    return response;
  };
  return { through, exchanges };
}

/** The query as an object; a name that was sent twice fails. */
export function queryOf({ url }: Exchange): Record<string, string> {
  const query = Object.fromEntries(url.searchParams);
  if (Object.keys(query).length !== url.searchParams.size) throw new Error(`${url.search} names a parameter twice.`);
  return query;
}

/** All pages in one list. */
export async function allOf<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(page);
  return found;
}
