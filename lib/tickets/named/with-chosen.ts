import type { ListPage } from "../list/list-page";
import type { FilterChoices, TicketPageView } from "../list/types";

/** A page with its context. The choices include those that are chosen. */
export function withChosen(
  { chosen, organizations: _ids, accounts: _accounts, ...page }: ListPage,
  around: Omit<TicketPageView, keyof ListPage>,
): TicketPageView {
  const choices: FilterChoices = { ...around.choices };
  for (const [name, some] of Object.entries(chosen)) {
    const filter = name as keyof typeof chosen;
    const known = choices[filter];
    const isKnown = (value: string) => known.some((one) => one.value === value);
    choices[filter] = [...known, ...some.filter(({ value }) => !isKnown(value))];
  }
  return { ...page, ...around, choices };
}
