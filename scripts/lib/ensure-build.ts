import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { CliError } from "./cli-error";
import { releaseFolder, takeFolder } from "./folder-lock";
import { DATA, ROOT } from "./root";
import { runCommand } from "./run-command";

/** Every other folder is an input, so that a new one cannot be forgotten. */
const OTHER_FOLDERS =
  /^(\..*|node_modules|bench|docs|prisma|sandbox|scripts|tests|test-results|playwright-report)$/;
const INPUT_FILES =
  /^(package(-lock)?\.json|tsconfig\.json|(middleware|instrumentation|instrumentation-node)\.ts|(next|postcss)\.config\.\w+|components\.json)$/;
const STAMP = ".next/ticketbridge-inputs";

/** By content, because a fresh clone has new file times. */
async function buildFingerprint(): Promise<string> {
  const entries = await readdir(ROOT, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !OTHER_FOLDERS.test(entry.name));
  const files = [
    "prisma/schema.prisma",
    ...entries.map(({ name }) => name).filter((name) => INPUT_FILES.test(name)),
    ...(await Promise.all(folders.map(({ name }) => filesUnder(name)))).flat(),
  ].sort();
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const file of files)
    hash.update(`\0${file}\0`).update(await readFile(path.join(ROOT, file)));
  return hash.digest("hex");
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

async function isBuilt(fingerprint: string): Promise<boolean> {
  const stamp = await readFile(path.join(ROOT, STAMP), "utf8").catch(() => "");
  return stamp === (await stampOf(fingerprint));
}

/** Includes the build id, so that a build made by hand does not match. */
async function stampOf(fingerprint: string): Promise<string | undefined> {
  const id = await readFile(path.join(ROOT, ".next/BUILD_ID"), "utf8").catch(() => undefined);
  return id && `${fingerprint} ${id.trim()}`;
}

/** One process at a time. Returns whether it built. Throws a CliError. */
export async function ensureBuild(): Promise<boolean> {
  const lock = path.join(DATA, "build");
  while (takeFolder(lock, "A build")) await sleep(500);
  try {
    return await buildWhatChanged();
  } finally {
    releaseFolder(lock);
  }
}

async function buildWhatChanged(): Promise<boolean> {
  await run("The texts could not be generated", ["scripts/generate.mjs", "--texts"]);
  const fingerprint = await buildFingerprint();
  if (await isBuilt(fingerprint)) return false;
  await run("The portal could not be built", ["node_modules/next/dist/bin/next", "build"]);
  await writeFile(path.join(ROOT, STAMP), (await stampOf(fingerprint)) ?? "");
  return true;
}

async function run(problem: string, [script = "", ...args]: string[]): Promise<void> {
  // Without database and secrets, as on a build server.
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  } as NodeJS.ProcessEnv;
  const command = [path.join(ROOT, script), ...args];
  const { code, output } = await runCommand(process.execPath, command, env);
  if (code !== 0) throw new CliError(`${problem}:\n${output.trim()}`);
}
