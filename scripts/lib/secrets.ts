import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import { z } from "zod";

import { CliError } from "./cli-error";

const secretsSchema = z.object({
  databasePassword: z.string().min(16),
  nextauthSecret: z.string().min(32),
  credentialKeys: z.string().min(1),
  cronSecret: z.string().min(16),
});

export type Secrets = z.output<typeof secretsSchema>;

/** Created once, readable by the owner. Replacing a damaged file would lose sealed credentials. */
export async function localSecrets(folder: string): Promise<Secrets> {
  const file = path.join(folder, "secrets.json");
  if (existsSync(file)) return readSecrets(file);
  const secrets: Secrets = {
    databasePassword: randomBytes(24).toString("base64url"),
    nextauthSecret: randomBytes(48).toString("base64url"),
    credentialKeys: `local1:${randomBytes(32).toString("base64")}`,
    cronSecret: randomBytes(24).toString("base64url"),
  };
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
  return secrets;
}

async function readSecrets(file: string): Promise<Secrets> {
  try {
    const secrets = secretsSchema.parse(JSON.parse(await readFile(file, "utf8")));
    await chmod(file, 0o600).catch(() => undefined);
    return secrets;
  } catch (error) {
    throw new CliError(
      `${file} cannot be read; put it back as it was, or begin anew with --fresh.`,
      { cause: error },
    );
  }
}
