import { IDENTITIES, type Identity } from "./people";

/**
 * - `open`: answered, whatever the answer is.
 * - `sign_in`: the sign-in page, or 401.
 * - `verify`: the second factor is asked for; for actions and routes the same as `sign_in`.
 * - `hidden`: as if it did not exist.
 * - `refused`: it exists, and the role is too low.
 * - `nothing`: `hidden`; a visitor may be sent to the sign-in page first.
 */
export type AccessOutcome = "open" | "sign_in" | "verify" | "hidden" | "refused" | "nothing";

export function matches(outcome: string, expected: AccessOutcome): boolean {
  if (expected !== "nothing") return outcome === expected;
  return outcome === "hidden" || outcome === "sign_in";
}

/** `own`: ids of the organization of reader, member and manager. `foreign`: of the stranger's. */
export type Side = "own" | "foreign";

export type Access = (identity: Identity, side: Side) => AccessOutcome;

const MEMBERS = ["reader", "member", "manager"] as const;
const PORTAL = ["staff", "administrator"] as const;

type Member = (typeof MEMBERS)[number];
type PortalRole = (typeof PORTAL)[number];

const isAtLeast = <Role>(roles: readonly Role[], role: unknown, least: Role): boolean =>
  roles.indexOf(role as Role) >= roles.indexOf(least);

/** Returns the outcome for an identity that is not a viewer. Null for a viewer. */
function withoutViewer(identity: Identity): AccessOutcome | null {
  if (identity === "pending") return "verify";
  const isSignedOut = ["anonymous", "disabled", "revoked"].includes(identity);
  return isSignedOut ? "sign_in" : null;
}

export const everybody: Access = () => "open";

/** Only with an environment that production does not have. */
export const nobody: Access = () => "nothing";

export const signedIn: Access = (identity) => withoutViewer(identity) ?? "open";

interface OrganizationAccess {
  /** The lowest role that may. */
  least: Member;
  /** Members of a lower role. Default: `refused`. */
  below?: AccessOutcome;
  /** The lowest role in the portal that may, in every organization. */
  portal?: PortalRole;
  /** Staff of a lower role, or all where no role may. Default: `hidden`. */
  staffBelow?: AccessOutcome;
}

export function inOrganization({
  least,
  below = "refused",
  portal,
  staffBelow = "hidden",
}: OrganizationAccess): Access {
  return (identity, side) => {
    const early = withoutViewer(identity);
    if (early) return early;
    if (PORTAL.includes(identity as PortalRole))
      return portal && isAtLeast(PORTAL, identity, portal) ? "open" : staffBelow;
    if (identity === "stranger") return side === "foreign" ? "open" : "hidden";
    if (side === "foreign") return "hidden";
    return isAtLeast(MEMBERS, identity, least) ? "open" : below;
  };
}

/** Whatever the organization; customers learn nothing. */
export function inPortal(least: PortalRole, below: AccessOutcome = "hidden"): Access {
  return (identity) => {
    const early = withoutViewer(identity);
    if (early) return early;
    if (!PORTAL.includes(identity as PortalRole)) return "hidden";
    return isAtLeast(PORTAL, identity, least) ? "open" : below;
  };
}

/** Differs from another access for some identities. */
export function except(
  access: Access,
  differing: Partial<Record<Identity, AccessOutcome>>,
): Access {
  return (identity, side) => differing[identity] ?? access(identity, side);
}

/** Denied first: what is open may change what the next one finds. */
export function inOrderOfRights(access: Access, side: Side): Identity[] {
  return [...IDENTITIES].sort(
    (one, other) => Number(access(one, side) === "open") - Number(access(other, side) === "open"),
  );
}
