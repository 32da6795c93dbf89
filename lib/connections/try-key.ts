import { countUse, type RateLimit, takeBackUse } from "../auth/limits/rate-limit";
import type { Viewer } from "../auth/types";
import { message } from "../i18n/message";
import type { ConnectionCheck } from "../providers/contract";
import { assertOwnShape, checkCredential } from "./credential";

const WINDOW_SECONDS = 15 * 60;
export const REFUSED_KEYS_PER_PERSON = 20;
const REFUSED_KEYS_PER_ORGANIZATION = 40;

const limitOf = (maxUses: number): RateLimit => ({
  maxUses,
  windowSeconds: WINDOW_SECONDS,
  text: message("rates.keys"),
});

/**
 * Checks a key at its provider. Refused keys are limited, so that the portal cannot be used to
 * guess keys. Throws `throttled`, and `invalid` for a key of another provider.
 */
export async function tryKey(
  { userId }: Viewer,
  { organizationId, provider }: { organizationId: string; provider: string },
  credential: string,
): Promise<ConnectionCheck> {
  assertOwnShape(provider, credential);
  const [person, organization] = [`keys:${userId}`, `keys_organization:${organizationId}`];
  await countUse(person, limitOf(REFUSED_KEYS_PER_PERSON));
  await countUse(organization, limitOf(REFUSED_KEYS_PER_ORGANIZATION));
  const check = await checkCredential(provider, credential);
  await takeBackUse(person);
  await takeBackUse(organization);
  return check;
}
