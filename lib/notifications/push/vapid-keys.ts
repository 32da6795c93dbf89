import { createECDH } from "node:crypto";

import { ofPortal, seal, unseal } from "../../crypto/seal";
import { db } from "../../db/kysely";
import { env } from "../../env";
import type { VapidKeys } from "../../push/vapid";

const ID = "vapid";
const context = ofPortal(ID, "portal-key");

/** Returns the key that browsers subscribe with. The pair is made on first use. */
export async function vapidPublicKey(): Promise<string> {
  const { publicKey } = (await storedPair()) ?? (await newPair());
  return publicKey;
}

export async function vapidKeys(): Promise<VapidKeys> {
  const { publicKey, sealed } = (await storedPair()) ?? (await newPair());
  return { publicKey, privateKey: unseal(sealed, context, env().CREDENTIAL_KEYS) };
}

interface StoredPair {
  publicKey: string;
  sealed: string;
}

function storedPair(): Promise<StoredPair | undefined> {
  return db()
    .selectFrom("portal_key")
    .where("id", "=", ID)
    .select(["public_key as publicKey", "sealed_private_key as sealed"])
    .executeTakeFirst();
}

async function newPair(): Promise<StoredPair> {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  // Node leaves out leading zeros, which a JWK must have.
  const privateKey = Buffer.alloc(32);
  const bytes = pair.getPrivateKey();
  bytes.copy(privateKey, privateKey.length - bytes.length);
  await db()
    .insertInto("portal_key")
    .values({
      id: ID,
      public_key: pair.getPublicKey("base64url"),
      sealed_private_key: seal(privateKey.toString("base64url"), context, env().CREDENTIAL_KEYS),
    })
    // Another process may have been first.
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const stored = await storedPair();
  if (!stored) throw new Error("The portal's key for pushes is gone.");
  return stored;
}
