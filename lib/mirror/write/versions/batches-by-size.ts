/** Splits items in their order, so that a batch is not larger than `max`, unless it has one item. */
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
