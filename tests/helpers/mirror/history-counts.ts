interface HistoryCounts {
  /** Most run in memory, which is fast; the others over HTTP. */
  shares: { memory: number; hostup: number; upsun: number };
  seed: number;
  timeoutMs: number;
}

/** `usual` histories, or as many as `HISTORIES` says; `HISTORIES_SEED` repeats a run. */
export function historyCounts(usual: number): HistoryCounts {
  const all = Number(process.env.HISTORIES ?? usual);
  const share = (part: number) => Math.ceil(all * part);
  return {
    shares: { memory: share(0.8), hostup: share(0.12), upsun: share(0.08) },
    seed: Number(process.env.HISTORIES_SEED ?? Date.now() % 1_000_000_000),
    timeoutMs: 60_000 + all * 8_000,
  };
}
