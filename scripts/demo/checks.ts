import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

import getPort from "get-port";

import { CliError } from "../lib/cli-error";
import { DATA, ROOT } from "../lib/root";

/** Throws a CliError unless the demo can write. Tries it: modes hide a read-only disk. */
export function checkFolders(): void {
  const probe = path.join(DATA, `probe-${process.pid}`);
  try {
    mkdirSync(DATA, { recursive: true });
    writeFileSync(probe, "");
    rmSync(probe);
    const build = path.join(ROOT, ".next");
    accessSync(existsSync(build) ? build : ROOT, constants.W_OK);
  } catch (error) {
    const { path: place = DATA, code = "unknown" } = error as NodeJS.ErrnoException;
    throw new CliError(
      `The demo cannot write to ${place === probe ? DATA : place} (${code}): make it writable for this user, or run as its owner.`,
    );
  }
}

/** Throws a CliError when the port is taken or not allowed. */
export async function choosePort(port: number, host: string): Promise<number> {
  if (port === 0) return getPort({ host });
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => server.close(() => resolve()));
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      throw new CliError(
        `Port ${port} is taken by another program: choose another one, as in PORT=${port + 1} npm run demo.`,
      );
    if (error.code === "EACCES")
      throw new CliError(
        `This user may not open port ${port}: choose one above 1023, as in PORT=3000 npm run demo.`,
      );
    throw new CliError(
      `Port ${port} of ${host} cannot be opened (${error.code ?? error.message}).`,
    );
  });
  return port;
}
