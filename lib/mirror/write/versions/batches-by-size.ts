/** Splits items into batches of at most `max`. A larger item has its own batch. */
export function batchesBySize<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  max: number,
): Item[][] {
  const batches: Item[][] = [];
  let left = 0;
  for (const item of items) {
    const size = sizeOf(item);
    const batch = batches.at(-1);
    if (batch && size <= left) batch.push(item);
    else {
      batches.push([item]);
      left = max;
    }
    left -= size;
  }
  return batches;
}
