import { audit, auditOnce } from "../db/audit";
import type { Db } from "../db/kysely";
import { networkPrefix } from "./request/client-address";

interface RefusedSignIn {
  /** Null for an unknown person. */
  userId: string | null;
  address: string;
  reason: string;
  /** Never the typed text, which may be a password. */
  data?: Readonly<Record<string, string>>;
}

/** Audits a refused sign-in; limited for unknown people, since anyone can cause it. */
export async function auditRefusedSignIn(
  { userId, address, reason, data }: RefusedSignIn,
  on?: Db,
): Promise<void> {
  const record = {
    actorId: null,
    organizationId: null,
    action: "signin.failed",
    targetType: "user",
    targetId: userId ?? "unknown",
    data: { address, ...data },
    network: networkPrefix(address),
    outcome: "refused",
    reason,
  } as const;
  await (userId === null ? auditOnce(record) : audit(record, on));
}
