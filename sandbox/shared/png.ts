import { crc32, deflateSync } from "node:zlib";

/** A small valid PNG: bars of the given heights (0 to 1) in one colour, like the picture of a graph. */
export function barsPng(
  heights: readonly number[],
  [red, green, blue]: readonly [number, number, number],
  size = 48,
): Buffer {
  const width = heights.length * 4;
  const rows = Buffer.alloc(size * (1 + width * 3), 255);
  for (let y = 0; y < size; y += 1) {
    const start = y * (1 + width * 3);
    rows[start] = 0;
    for (let x = 0; x < width; x += 1) {
      const height = heights[Math.floor(x / 4)] ?? 0;
      if (x % 4 !== 3 && size - y <= height * size) rows.set([red, green, blue], start + 1 + x * 3);
    }
  }
  return pngOf({ width, height: size, rows });
}

interface Picture {
  width: number;
  height: number;
  /** Each begins with a 0; then come three bytes a pixel, or with a palette one. */
  rows: Buffer;
  /** Three bytes for each colour. */
  palette?: Buffer;
}

export function pngOf({ width, height, rows, palette }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, palette ? 3 : 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    ...(palette ? [chunk("PLTE", palette)] : []),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(data.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}
