import { type FileFigures, measureFile } from "./measure";
import { countSiblings, findDuplicateExports } from "./modules";
import { isProductCode, type SourceFile } from "./source-files";

export interface StructureRule {
  name: string;
  figure: number;
  limit: number;
  /** Where to look first when the figure exceeds the limit. */
  culprits: string[];
}

const MAX_LINES = 350;
const MAX_SIBLINGS = 20;
const SHOWN_FILES = 10;

/** Texts of the demo's tickets. */
const PROSE = /^sandbox\/timeline\/scenarios\//;

/** Throws when there are no files. */
export function measureRules(files: readonly SourceFile[]): StructureRule[] {
  const figures = files.map(measureFile).sort((one, other) => other.lines - one.lines);
  const longest = figures[0];
  if (!longest) throw new Error("There are no source files to measure.");
  const code = figures.filter(({ path }) => !PROSE.test(path));
  const linesAt = (share: number): number =>
    code[code.length - 1 - Math.floor(code.length * share)]?.lines ?? longest.lines;
  const siblings = countSiblings(files);
  const duplicates = findDuplicateExports(files);
  return [
    { name: "lines per file, median", figure: linesAt(0.5), limit: 80, culprits: [] },
    { name: "lines per file, 90th percentile", figure: linesAt(0.9), limit: 200, culprits: [] },
    {
      name: "lines per file, longest",
      figure: longest.lines,
      limit: MAX_LINES,
      culprits: figures.filter((one) => one.lines > MAX_LINES).map((one) => of(one, one.lines)),
    },
    ratio("lines over 120 characters, %", code, (one) => [100 * one.longLines, one.lines], 0.3),
    ratio(
      "characters per line",
      figures.filter(({ path }) => isProductCode(path)),
      (one) => [one.characters, one.nonBlankLines],
      34.5,
    ),
    ratio("comments, %", figures, (one) => [100 * one.commentLines, one.nonBlankLines], 5),
    {
      name: "files in a folder",
      figure: siblings[0]?.[1] ?? 0,
      limit: MAX_SIBLINGS,
      culprits: siblings
        .filter(([, count]) => count > MAX_SIBLINGS)
        .map(([folder, count]) => `${folder}: ${count}`),
    },
    {
      name: "export names of two modules",
      figure: duplicates.length,
      limit: 5,
      culprits: duplicates.map(([name, paths]) => `${name}: ${paths.join(", ")}`),
    },
  ];
}

export function isExceeded({ figure, limit }: StructureRule): boolean {
  return figure > limit;
}

const of = (file: FileFigures, value: number): string => `${file.path}: ${value}`;

/** An average; its culprits are the files that raise it most. */
function ratio(
  name: string,
  figures: FileFigures[],
  parts: (file: FileFigures) => [part: number, whole: number],
  limit: number,
): StructureRule {
  const sum = (index: 0 | 1): number =>
    figures.reduce((total, file) => total + parts(file)[index], 0);
  const excess = (file: FileFigures): number => parts(file)[0] - limit * parts(file)[1];
  const culprits = figures
    .filter((file) => excess(file) > 0)
    .sort((one, other) => excess(other) - excess(one))
    .slice(0, SHOWN_FILES)
    .map((file) => of(file, Math.round((10 * parts(file)[0]) / parts(file)[1]) / 10));
  return { name, figure: sum(0) / sum(1), limit, culprits };
}
