// Runs one of the TypeScript scripts beside it, or one of a folder such as `bench/main`, in this very process:
// `node scripts/run.mjs demo --fresh`.
// One process, not a wrapper with a child, so that whoever signals it reaches the script. Plain old JavaScript up to the
// check, so that a Node that is too old can read it and say so.
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
