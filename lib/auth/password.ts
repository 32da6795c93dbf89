import { hash, verify } from "@node-rs/argon2";

/** argon2id at OWASP's first recommendation: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 } as const;

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), PARAMETERS);
}

let decoy: Promise<string> | undefined;

/**
 * True when the password is the one that was hashed. Without a hash (no such person) the same work is done against a decoy,
 * so that the time taken does not tell whether somebody exists.
 */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword("no one's password");
  const matches = await verify(passwordHash ?? (await decoy), password.normalize("NFKC"));
  return passwordHash !== null && matches;
}
