// Run after `npm install`: a partial registry leaves other platforms' packages out of the lock
// file, which `npm ci` then refuses. Adds them by name, version and platform, without a checksum.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const OS = ["android", "darwin", "freebsd", "linux", "openbsd", "openharmony", "win32", "wasm32"];
const CPU = {
  armeabi: "arm",
  "arm-eabi": "arm",
  "arm-gnueabihf": "arm",
  "arm-musleabihf": "arm",
  arm64: "arm64",
  x64: "x64",
  ia32: "ia32",
  loong64: "loong64",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
};

/** As `[{name, version, dev}]`. */
export function missingOptional(lock) {
  const missing = new Map();
  for (const entry of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const present = Object.keys(lock.packages).some((key) =>
        key.endsWith(`node_modules/${name}`),
      );
      if (!present) missing.set(name, { name, version, dev: entry.dev === true });
    }
  }
  return [...missing.values()];
}

function platformOf(name) {
  const os = OS.find((candidate) => name.includes(`-${candidate}`));
  const cpu = Object.entries(CPU).find(([word]) => name.includes(`-${word}`))?.[1];
  if (os === "wasm32") return { cpu: ["wasm32"] };
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
    ...(name.endsWith("-musl") ? { libc: ["musl"] } : {}),
  };
}

function main() {
  const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const missing = missingOptional(lock);
  for (const { name, version, dev } of missing) {
    if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version))
      throw new Error(`${name} is wanted as ${version}: only exact versions can be filled in.`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(dev ? { dev } : {}),
      optional: true,
    };
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(
    `${missing.length} optional packages were missing from package-lock.json.\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
