import type { Viewer } from "../../auth/types";
import { prisma } from "../../db/prisma";
import { env } from "../../env";
import { issuerChoices } from "./rules";

/** A sign-in at an issuer that is linked to the viewer. */
export interface IdentityEntry {
  id: string;
  issuerName: string;
  /** The issuer's address for the person; "" if it says none. */
  email: string;
  lastUsedAt: Date | null;
}

export interface SingleSignOn {
  identities: IdentityEntry[];
  /** Those that the viewer may link. */
  issuers: Array<{ id: string; name: string }>;
}

/** Returns the section's content; null without issuers and linked identities. */
export async function loadSingleSignOn(viewer: Viewer): Promise<SingleSignOn | null> {
  const rows = await prisma().identity.findMany({
    where: { userId: viewer.userId },
    orderBy: { createdAt: "asc" },
  });
  const issuers = issuerChoices(viewer.role);
  if (issuers.length === 0 && rows.length === 0) return null;
  const identities = rows.map(({ id, issuer, email, lastUsedAt }) => ({
    id,
    issuerName: issuerName(issuer),
    email,
    lastUsedAt,
  }));
  return { identities, issuers };
}

/** Returns an issuer's name; the host of one that is no longer configured. */
export function issuerName(issuer: string): string {
  const known = env().OIDC_ISSUERS.find((one) => one.issuer === issuer);
  return known?.name ?? (URL.canParse(issuer) ? new URL(issuer).host : issuer);
}
