import { z } from "zod";

import { id } from "../forms/id";
import { searchWords } from "../forms/search-words";

export const AUDIT_KINDS = ["looked", "searched", "exported", "changed", "signed_in"] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export const AUDIT_OUTCOMES = ["done", "refused", "failed"] as const;

const idOrNone = id.optional().catch(undefined);

/** In the viewer's time zone; from the year 1000 on, as PostgreSQL has no year 0. */
const day = z.iso
  .date()
  .regex(/^[1-9]/)
  .optional()
  .catch(undefined);

/** Of an entry: the page begins after or ends before it. */
const cursor = z
  .string()
  .regex(/^\d{1,18}$/)
  .optional()
  .catch(undefined);

/** Of the log in the address: what cannot be read is left out. */
export const auditFilters = z.object({
  q: searchWords,
  kind: z.enum(AUDIT_KINDS).optional().catch(undefined),
  outcome: z.enum(AUDIT_OUTCOMES).optional().catch(undefined),
  organization: idOrNone,
  /** The person who acted. */
  person: idOrNone,
  since: day,
  until: day,
  after: cursor,
  before: cursor,
});
export type AuditFilters = z.output<typeof auditFilters>;

/** Of the page that shows customers who looked. */
export const accessFilters = z.object({
  /** One of the viewer's organizations. */
  in: idOrNone,
  /** A part of the name of who looked. */
  person: searchWords,
  ticket: idOrNone,
  since: day,
  until: day,
  after: cursor,
  before: cursor,
});
export type AccessFilters = z.output<typeof accessFilters>;
