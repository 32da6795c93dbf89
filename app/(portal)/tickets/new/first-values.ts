import {
  decidesChoices,
  fillEmpty,
  keepOffered,
  offeredService,
} from "@/components/filing/form-values";
import type { Viewer } from "@/lib/auth/types";
import { sentValues } from "@/lib/providers/forms/check-fields";
import type { ServiceChoice } from "@/lib/providers/forms/contract";
import {
  choicesAtOnce,
  type ChoicesInTime,
  choicesInTime,
} from "@/lib/tickets/filing/choices-in-time";
import type { FilingFormView } from "@/lib/tickets/filing/filing-form";

import type { FilingStart } from "./filing-start";

interface FirstValues extends Pick<FilingStart, "defaultValues" | "draftStatus"> {
  choices: ChoicesInTime;
  awaitedService?: ServiceChoice;
}

/** Loads the choices and fills the form: with the draft, or else for the service it is about. */
export async function firstValues(
  viewer: Viewer,
  form: Pick<FilingFormView, "fields">,
  connectionId: string,
  { about, continues, defaultValues, draftStatus }: FilingStart,
  isPlain: boolean,
): Promise<FirstValues> {
  const service = about?.connectionId === connectionId ? about : null;
  const given = { ...defaultValues, ...service?.values };
  const load = (first: Record<string, string>) => {
    const values = sentValues(form, fillEmpty(draftStatus.draft?.values ?? {}, first));
    const state = { connectionId, form, values };
    return isPlain ? choicesAtOnce(viewer, state) : choicesInTime(viewer, state);
  };
  const { choice } = service ?? { choice: null };
  let choices = await load(given);
  let first = given;
  let awaitedService: ServiceChoice | undefined;
  if (choice) {
    const offered = offeredService(choices.first, choice);
    if (choices.later && choice.isEnd) awaitedService = choice;
    const value = offered ?? (choices.later && !choice.isEnd ? choice.value : undefined);
    if (value !== undefined) {
      first = { ...given, [choice.field]: value };
      if (offered && decidesChoices(form, choice.field)) choices = await load(first);
    }
  }
  const isStarted = service !== null || continues !== null;
  const offered = isStarted ? keepOffered(first, choices.first) : first;
  const { draft } = draftStatus;
  return {
    choices,
    awaitedService,
    defaultValues: offered,
    draftStatus:
      service && draft
        ? { ...draftStatus, draft: { ...draft, values: fillEmpty(draft.values, offered) } }
        : draftStatus,
  };
}
