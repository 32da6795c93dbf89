import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";

import { keptFigures } from "./kept-figures";
import { loadFigures } from "./load-figures";
import type { OverviewFilters } from "./overview-filters";

vi.mock("./load-figures", () => ({ loadFigures: vi.fn() }));
vi.mock("./wait-times", () => ({ loadWaitTimes: () => Promise.resolve(null) }));

const load = vi.mocked(loadFigures);
let loads = 0;

/** Each test has its own period, since figures are kept across tests. */
const filters = () => ({ period: { days: loads } }) as unknown as OverviewFilters;

beforeAll(() => void vi.useFakeTimers());
afterAll(() => void vi.useRealTimers());

beforeEach(() => {
  load.mockReset();
  load.mockImplementation(() => Promise.resolve({ load: ++loads } as never));
});

const figuresAfter = async (seconds: number, asked: OverviewFilters) => {
  await vi.advanceTimersByTimeAsync(seconds * 1_000);
  return (await keptFigures({ kind: "all" }, asked)).figures;
};

it("reads figures once for 30 seconds", async () => {
  const asked = filters();
  const [first] = await Promise.all([
    keptFigures({ kind: "all" }, asked),
    keptFigures({ kind: "all" }, asked),
  ]);
  expect(await figuresAfter(29, asked)).toBe(first.figures);
  expect(load).toHaveBeenCalledTimes(1);
});

it("returns older ones once more while it reads new ones", async () => {
  const asked = filters();
  const { figures: old } = await keptFigures({ kind: "all" }, asked);
  expect(await figuresAfter(60, asked)).toBe(old);
  expect(await figuresAfter(1, asked)).not.toBe(old);
  expect(load).toHaveBeenCalledTimes(2);
});

it("waits for new ones after two minutes", async () => {
  const asked = filters();
  const { figures: old } = await keptFigures({ kind: "all" }, asked);
  expect(await figuresAfter(121, asked)).not.toBe(old);
});

it("keeps the older ones when reading fails, and reads again", async () => {
  const asked = filters();
  const { figures: old } = await keptFigures({ kind: "all" }, asked);
  load.mockRejectedValueOnce(new Error("The database is away."));
  expect(await figuresAfter(60, asked)).toBe(old);
  expect(await figuresAfter(1, asked)).toBe(old);
  expect(await figuresAfter(1, asked)).not.toBe(old);
});
