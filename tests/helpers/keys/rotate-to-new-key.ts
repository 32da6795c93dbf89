import { randomBytes } from "node:crypto";

import { env } from "@/lib/env";
import { rotateKeys } from "@/lib/key-rotation/rotate-keys";

/** Puts a new key in front and seals everything anew, as an operator does. */
export async function rotateToNewKey(): Promise<void> {
  const id = `k${randomBytes(4).toString("hex")}`;
  env().CREDENTIAL_KEYS = [{ id, key: randomBytes(32) }, ...env().CREDENTIAL_KEYS];
  await rotateKeys();
}
