import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export const SCREENS = path.resolve("test-results/screens");

const STYLE =
  "body{font:14px system-ui;margin:2rem}section>div{display:flex;gap:1rem;overflow-x:auto}" +
  "figure{margin:0}img{height:22rem;border:1px solid #888}";

interface Folder {
  name: string;
  pictures: string[];
  /** Layout shifts, overflows and axe findings. */
  problems: string[];
}

function readFolder(name: string): Folder {
  const files = readdirSync(path.join(SCREENS, name)).toSorted();
  const problems = files
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => {
      const found = JSON.parse(readFileSync(path.join(SCREENS, name, file), "utf8")) as string[];
      return found.map((problem) => `${file.replace(".json", "")}: ${problem}`);
    });
  return { name, pictures: files.filter((file) => file.endsWith(".jpg")), problems };
}

function section({ name, pictures, problems }: Folder): string {
  const figures = pictures.map(
    (file) =>
      `<figure><a href="${name}/${file}"><img loading="lazy" alt="" src="${name}/${file}"></a>` +
      `<figcaption>${file.replace(".jpg", "")}</figcaption></figure>`,
  );
  const list = problems.map((problem) => `<li>${problem.replaceAll("<", "&lt;")}</li>`);
  return `<section><h2>${name}</h2><ul>${list.join("")}</ul><div>${figures.join("")}</div></section>`;
}

/** Writes the page of all screenshots; fails on layout shifts, overflows and axe findings. */
export default function prepareScreens(): () => void {
  rmSync(SCREENS, { recursive: true, force: true });
  return () => {
    const folders = existsSync(SCREENS) ? readdirSync(SCREENS).toSorted().map(readFolder) : [];
    const html = `<!doctype html><meta charset="utf-8"><title>Screens</title><style>${STYLE}</style>`;
    writeFileSync(path.join(SCREENS, "index.html"), html + folders.map(section).join("\n"));
    const count = folders.reduce((sum, { pictures }) => sum + pictures.length, 0);
    process.stdout.write(`\n${count} pictures: ${path.join(SCREENS, "index.html")}\n`);
    const problems = folders.flatMap(({ name, problems: of }) => of.map((one) => `${name} ${one}`));
    if (problems.length > 0)
      throw new Error(`These pages shift, overflow or have axe findings:\n${problems.join("\n")}`);
  };
}
