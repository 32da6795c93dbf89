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

async function bodyOf(body: RequestInit["body"], headers: Headers): Promise<unknown> {
  if (body === undefined || body === null) return undefined;
  if (body instanceof URLSearchParams) return Object.fromEntries(body);
  const sent = new Response(body, {
    headers: { "content-type": headers.get("content-type") ?? "" },
  });
  if (headers.get("content-type")?.startsWith("multipart/form-data"))
    return Object.fromEntries(await sent.formData());
  return sent.json();
}

/** A fetch that records requests and answers. `rewrite` may change the address. */
export function recording(rewrite: (url: URL) => URL = (url) => url): {
  through: typeof fetch;
  exchanges: Exchange[];
} {
  const exchanges: Exchange[] = [];
  const through: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const headers = new Headers(init.headers);
    // A body that is made while it is sent can be read once: one copy is noted, the other one goes out.
    const [noted, sent] =
      init.body instanceof ReadableStream ? init.body.tee() : [init.body, init.body];
    const body = bodyOf(noted, headers);
    const response = await fetch(rewrite(new URL(url)), { ...init, body: sent });
    const answer = await response.clone().text();
    exchanges.push({
      method: init.method ?? "GET",
      url,
      headers,
      body: await body,
      status: response.status,
      answer,
    });
    return response;
  };
  return { through, exchanges };
}

/** The query as an object; a name that was sent twice fails. */
export function queryOf({ url }: Exchange): Record<string, string> {
  const query = Object.fromEntries(url.searchParams);
  if (Object.keys(query).length !== url.searchParams.size)
    throw new Error(`${url.search} names a parameter twice.`);
  return query;
}

/** All pages in one list. */
export async function allOf<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(page);
  return found;
}
