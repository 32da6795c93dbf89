import { encode } from "uqr";

export interface QrCode {
  /** Of the square, in modules. */
  size: number;
  /** The path of an SVG that draws the dark modules. */
  path: string;
}

const QUIET_ZONE = 4;

export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_ZONE });
  const path = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: path.join("") };
}
