import { AppError } from "../../errors";
import type { Viewer } from "../types";

/** Throws `read_only` for staff who see the portal as a customer: every act begins here. */
export function assertActs({ seenBy }: Viewer): void {
  if (seenBy) throw new AppError("read_only");
}

/** The person whose session it is, even while they see the portal as a customer. */
export function signedInUserId({ userId, seenBy }: Viewer): string {
  return seenBy?.userId ?? userId;
}
