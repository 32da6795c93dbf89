// Runs a script in this process, so that signals reach it. Old JavaScript up to the version check,
// so that an old Node can read it.
const MIN_VERSION = [20, 19];

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < MIN_VERSION[0] || (major === MIN_VERSION[0] && minor < MIN_VERSION[1])) {
  process.stderr.write(
    `Ticketbridge needs Node ${MIN_VERSION.join(".")} or newer; this is ${process.versions.node}.\n`,
  );
  process.exit(1);
}

const name = process.argv[2];
if (!name || !/^[a-z][a-z/-]*$/.test(name)) {
  process.stderr.write("Usage: node scripts/run.mjs <script> [options]\n");
  process.exit(1);
}

import("tsx").then(
  () =>
    import(new URL(name.includes("/") ? `../${name}.ts` : `./${name}.ts`, import.meta.url).href),
  () => {
    process.stderr.write("The packages are not installed: run npm ci first.\n");
    process.exit(1);
  },
);
