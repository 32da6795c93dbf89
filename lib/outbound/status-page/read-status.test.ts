import { afterEach, expect, it, vi } from "vitest";

import { readStatus } from "./read-status";

const FINE = JSON.stringify({ page: { status: "UP" } });

let count = 0;
const address = () => `https://status.example.com/${++count}/summary.json`;
const answering = (answer: () => Response | Promise<Response>) =>
  vi.fn<typeof fetch>(async () => answer());

afterEach(() => vi.useRealTimers());

it("is read once a minute, however many ask", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const fetch = answering(() => new Response(FINE));
  const [page] = [address()];
  const first = await Promise.all([readStatus(page, { fetch }), readStatus(page, { fetch })]);
  expect(first).toEqual(Array(2).fill({ state: "fine", title: null, since: null }));
  vi.setSystemTime(Date.now() + 59_000);
  await readStatus(page, { fetch });
  expect(fetch).toHaveBeenCalledTimes(1);
  vi.setSystemTime(Date.now() + 2_000);
  await readStatus(page, { fetch });
  expect(fetch).toHaveBeenCalledTimes(2);
});

it("is read again half a minute after a failure", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const answers = [new Response("", { status: 500 }), new Response(FINE)];
  const fetch = answering(() => answers.shift() ?? Response.error());
  const page = address();
  expect(await readStatus(page, { fetch })).toBeNull();
  expect(await readStatus(page, { fetch })).toBeNull();
  vi.setSystemTime(Date.now() + 31_000);
  expect(await readStatus(page, { fetch })).toMatchObject({ state: "fine" });
});

it.each([
  ["an error page", () => new Response("<html>")],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "/elsewhere" } })],
  ["an endless answer", () => new Response(`{"page":"${"x".repeat(300_000)}"}`)],
  ["no answer", () => new Promise<Response>(() => undefined)],
  ["a broken connection", () => Promise.reject(new TypeError("fetch failed"))],
])("is unknown after %s", async (_, answer) => {
  expect(await readStatus(address(), { fetch: answering(answer), readMs: 50 })).toBeNull();
});
