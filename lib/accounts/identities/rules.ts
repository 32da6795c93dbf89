import type { PortalRole } from "../../auth/types";
import { env } from "../../env";
import { emailAddress } from "../../forms/email-address";
import type { Issuer } from "../../oidc-issuers";

export function issuerById(id: string): Issuer | undefined {
  return env().OIDC_ISSUERS.find((issuer) => issuer.id === id);
}

/** Every issuer that signs people in; with a role, only those for it. */
export function issuerChoices(role?: PortalRole): Array<{ id: string; name: string }> {
  const issuers = env().OIDC_ISSUERS;
  return issuers
    .filter((issuer) => role === undefined || signsIn(issuer, role))
    .map(({ id, name }) => ({ id, name }));
}

/** An issuer signs in either the portal's staff or customers, whatever else is linked. */
export function signsIn(issuer: Pick<Issuer, "for">, role: PortalRole): boolean {
  return (issuer.for === "customers") === (role === "customer");
}

/** As addresses are stored; null without a usable one. */
export function usableAddress(email: string | undefined): string | null {
  const parsed = emailAddress.safeParse(email);
  return parsed.success ? parsed.data : null;
}

const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * Returns whether the issuer alone decides who owns the address: it has verified the address and
 * owns its domain. Other alphabets never count, since some of their letters become ASCII when an
 * address is normalized.
 */
export function speaksFor(
  issuer: Pick<Issuer, "domains">,
  { email, isVerified }: { email: string | undefined; isVerified: boolean },
): boolean {
  if (!isVerified || email === undefined || !PRINTABLE_ASCII.test(email)) return false;
  const domain = usableAddress(email)?.split("@")[1];
  return domain !== undefined && issuer.domains.includes(domain);
}
