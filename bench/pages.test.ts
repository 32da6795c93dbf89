import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, expect, it } from "vitest";

import { measurePage } from "./pages";

const SLOWER_THAN_MS = 1_200;

const server = createServer((_, response) => setTimeout(() => response.end(), SLOWER_THAN_MS));

beforeAll(() => new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening)));
afterAll(() => server.close());

it("measures for longer where no answer came in time", async () => {
  const { port } = server.address() as AddressInfo;
  const { p50 } = await measurePage(`http://127.0.0.1:${port}/`, "", 1);
  expect(p50).toBeGreaterThanOrEqual(SLOWER_THAN_MS - 1);
});
