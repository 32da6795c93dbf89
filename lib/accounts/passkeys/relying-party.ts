import { createHmac } from "node:crypto";

import { env } from "../../env";

/** The relying party. From `NEXTAUTH_URL` only: a request's headers are the client's. */
export function relyingParty(): { id: string; origin: string; name: string } {
  const { hostname: id, origin } = new URL(env().NEXTAUTH_URL ?? "http://localhost:3000");
  return { id, origin, name: "Ticketbridge" };
}

/** The user handle that devices store with a person's passkeys: stable, and reveals nothing. */
export function userHandle(userId: string): Uint8Array<ArrayBuffer> {
  const mac = createHmac("sha256", env().NEXTAUTH_SECRET).update(`passkey\n${userId}`).digest();
  return Uint8Array.from(mac);
}
