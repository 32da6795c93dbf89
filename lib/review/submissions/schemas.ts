import { z } from "zod";

import { id } from "../../forms/id";
import { searchWords } from "../../forms/search-words";

/** unknown: also those that wait for a decision. waiting: not sent yet. */
export const SUBMISSION_FILTER_STATES = ["unknown", "rejected", "waiting"] as const;

/** Filters of the list's address. Values that cannot be read are left out. */
export const submissionFilters = z.object({
  /** Words of the organization, the account, the author or the ticket's subject. */
  q: searchWords,
  state: z.enum(SUBMISSION_FILTER_STATES).optional().catch(undefined),
  provider: id.optional().catch(undefined),
  organization: id.optional().catch(undefined),
  /** The submission before the page. */
  after: id.optional().catch(undefined),
});
export type SubmissionFilters = z.output<typeof submissionFilters>;
