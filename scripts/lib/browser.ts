import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

export interface BrowserLaunch {
  /** Undefined: Playwright's own browser. */
  executablePath: string | undefined;
  args: string[];
  env: Record<string, string>;
}

// The package's own flags run everything in one process, which crashes with several contexts, and
// turn off web security.
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** CHROMIUM_PATH; on Linux x64 the npm package's Chromium; else Playwright's own. */
export function browserLaunch(root: string): BrowserLaunch {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given, args: ARGS, env: ownEnvironment() };
  if (os.platform() !== "linux" || os.arch() !== "x64")
    return { executablePath: undefined, args: [], env: ownEnvironment() };
  const folder = unpacked(root);
  const executablePath = path.join(folder, "chromium");
  return {
    executablePath,
    args: ARGS,
    env: {
      ...ownEnvironment(),
      ...libraries(folder, executablePath),
      FONTCONFIG_FILE: fontsOf(folder),
    },
  };
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** The package uses the temporary folder, and unpacks libraries only in a cloud function. */
function unpacked(root: string): string {
  const packageFolder = path.join(root, "node_modules/@sparticuz/chromium");
  const { version } = JSON.parse(
    readFileSync(path.join(packageFolder, "package.json"), "utf8"),
  ) as { version: string };
  const folder = path.join(root, "node_modules/.cache/ticketbridge", `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const entry = pathToFileURL(path.join(packageFolder, "build/esm/index.js")).href;
  const code = `const { default: chromium } = await import(${JSON.stringify(entry)}); await chromium.executablePath();`;
  execFileSync(process.execPath, ["--input-type=module", "--eval", code], {
    env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(path.join(draft, "fonts.conf"), fontConfiguration(folder));
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

function libraries(folder: string, executable: string): Record<string, string> {
  const listed = spawnSync("ldd", [executable], { encoding: "utf8" });
  if (listed.status === 0 && !listed.stdout.includes("not found")) return {};
  const paths = [path.join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean);
  return { LD_LIBRARY_PATH: paths.join(":") };
}

function fontsOf(folder: string): string {
  return path.join(folder, "fonts.conf");
}

function fontConfiguration(folder: string): string {
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", path.join(folder, "fonts/fonts")];
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    "<fontconfig>",
    ...folders.map((fonts) => `  <dir>${fonts}</dir>`),
    `  <cachedir>${path.join(folder, "fonts-cache")}</cachedir>`,
    "</fontconfig>",
    "",
  ].join("\n");
}
