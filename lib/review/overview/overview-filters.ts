import { z } from "zod";

import { id } from "../../forms/id";
import { isStorable } from "../../text/storable";
import { readPeriod } from "./period";

const text = z
  .string()
  .transform((typed) => typed.trim().slice(0, 200))
  .refine((typed) => typed !== "" && isStorable(typed))
  .optional()
  .catch(undefined);

/** Names of parameters whose values were left out. */
type OverviewProblem = "from" | "to" | "order" | "length" | "organization" | "provider" | "service";

const idText = text.transform((value) => ({
  value,
  id: id.optional().catch(undefined).parse(value),
}));

/** Of the overview in the address. What cannot be read is left out, and named in `problems`. */
export const overviewFilters = z
  .object({
    from: text,
    to: text,
    provider: text,
    organization: idText,
    category: text,
    service: idText,
    /** Searches for an organization. */
    find: text,
    /** The table behind the charts is open, with links. */
    table: z.literal("1").optional().catch(undefined),
  })
  .transform(({ from, to, organization, service, ...others }) => {
    const { period, problems } = readPeriod(from, to, new Date());
    const unread = Object.entries({ organization, service }).flatMap(([name, given]) =>
      given.value !== given.id ? [name as OverviewProblem] : [],
    );
    return {
      ...others,
      organization: organization.id,
      service: service.id,
      period,
      /** As they are in the address. */
      typed: { from, to },
      problems: [...problems, ...unread],
    };
  });
export type OverviewFilters = z.output<typeof overviewFilters>;
