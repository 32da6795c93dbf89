import { pngOf } from "../shared/png";
import type { Random } from "../shared/random";

/** Five rows of three pixels for each letter, a row an octal digit. */
const GLYPHS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "A25755 B65656 C34443 D65556 E74647 F74644 G34553 H55755 I72227 J11152 K55655 L44447 M57755 " +
    "N65555 O25552 P65644 Q25563 R65655 S34216 T72222 U55557 V55552 W55775 X55255 Y55222 Z71247 " +
    "025552 126227 261247 361216 455711 574616 634757 771244 875757 975716 .00002 :02020 /11244 " +
    "-00700 %51245 ,00024 (24442 )21112 =07070 _00007 +02720 *05250 '22000 #57575 !22202"
  )
    .split(" ")
    .map((glyph) => [glyph.slice(0, 1), glyph.slice(1)]),
);
const PLAIN: Readonly<Record<string, string>> = { Å: "A", Ä: "A", Ö: "O", É: "E" };
const PALETTE = [
  0xffffff, 0x1f2933, 0xd9e0e6, 0x2e60a8, 0xa9c4e6, 0xb3261e, 0xeef2f5, 0x52606d,
] as const;
type Colour = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A picture of few colours, written as a PNG with a palette. */
class Canvas {
  readonly #pixels: Buffer;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.#pixels = Buffer.alloc(width * height);
  }

  fill(x: number, y: number, width: number, height: number, colour: Colour): void {
    for (let row = Math.max(0, y); row < Math.min(this.height, y + height); row += 1)
      this.#pixels.fill(
        colour,
        row * this.width + Math.max(0, x),
        row * this.width + Math.min(this.width, x + width),
      );
  }

  text(x: number, y: number, text: string, colour: Colour, size = 2): void {
    [...text.toUpperCase()].forEach((letter, place) => {
      const rows = GLYPHS[PLAIN[letter] ?? letter] ?? "";
      [...rows].forEach((row, down) => {
        for (let across = 0; across < 3; across += 1)
          if (Number(row) & (4 >> across))
            this.fill(x + (place * 4 + across) * size, y + down * size, size, size, colour);
      });
    });
  }

  png(): Buffer {
    const rows = Buffer.alloc((this.width + 1) * this.height);
    for (let y = 0; y < this.height; y += 1)
      this.#pixels.copy(rows, y * (this.width + 1) + 1, y * this.width, (y + 1) * this.width);
    const palette = Buffer.from(
      PALETTE.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
    );
    return pngOf({ width: this.width, height: this.height, rows, palette });
  }
}

export type GraphShape = "peak" | "growing" | "sawtooth" | "drop";

const LEVELS: Readonly<Record<GraphShape, (part: number) => number>> = {
  peak: (part) => (part > 0.55 && part < 0.8 ? 0.85 : 0.18),
  growing: (part) => 0.15 + part ** 2 * 0.78,
  sawtooth: (part) => 0.2 + ((part * 4) % 1) * 0.6,
  drop: (part) => (part > 0.62 && part < 0.78 ? 0.02 : 0.5),
};

/** A monitoring graph over one day. */
export function graphPicture(title: string, shape: GraphShape, chance: Random): Buffer {
  const canvas = new Canvas(420, 180);
  canvas.text(12, 10, title, 1);
  const [left, top, width, height] = [40, 30, 368, 124];
  for (let line = 0; line <= 4; line += 1) {
    const y = top + (height * line) / 4;
    canvas.fill(left, y, width, 1, 2);
    canvas.text(8, y - 4, String(100 - line * 25).padStart(3), 7, 2);
  }
  let wander = 0;
  for (let x = 0; x < width; x += 2) {
    wander = wander * 0.8 + (chance.next() - 0.5) * 0.08;
    const level = Math.min(0.99, Math.max(0.01, LEVELS[shape](x / width) + wander));
    const y = Math.round(top + height * (1 - level));
    canvas.fill(left + x, y, 2, top + height - y, 4);
    canvas.fill(left + x, y, 2, 2, level > 0.8 ? 5 : 3);
  }
  for (let hour = 0; hour <= 24; hour += 6)
    canvas.text(
      left + Math.round((width - 36) * (hour / 24)),
      162,
      `${String(hour).padStart(2, "0")}:00`,
      7,
      2,
    );
  return canvas.png();
}

/** A program's window with some lines of text; those that begin with `! ` are red. */
export function windowPicture(title: string, lines: readonly string[]): Buffer {
  const width = Math.min(720, Math.max(320, ...lines.map((line) => line.length * 8 + 40)));
  const canvas = new Canvas(width, 54 + lines.length * 18);
  canvas.fill(0, 0, width, canvas.height, 2);
  canvas.fill(1, 1, width - 2, 26, 7);
  canvas.fill(1, 27, width - 2, canvas.height - 28, 0);
  canvas.text(12, 9, title, 0);
  canvas.fill(width - 24, 8, 12, 12, 5);
  lines.forEach((line, index) => {
    if (index % 2 === 0) canvas.fill(8, 36 + index * 18, width - 16, 17, 6);
    const warning = line.startsWith("! ");
    canvas.text(14, 40 + index * 18, warning ? line.slice(2) : line, warning ? 5 : 1);
  });
  return canvas.png();
}
