import { hash, verify } from "@node-rs/argon2";

/** OWASP's first argon2id recommendation: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 } as const;

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), PARAMETERS);
}

let decoy: Promise<string> | undefined;

/** Verifies against a decoy without a hash: timing must not reveal whether the user exists. */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword("no one's password");
  const matches = await verify(passwordHash ?? (await decoy), password.normalize("NFKC"));
  return passwordHash !== null && matches;
}
