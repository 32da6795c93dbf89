import { setTimeout as sleep } from "node:timers/promises";

import { countPersonUse } from "../../auth/limits/person-rates";
import type { Viewer } from "../../auth/types";
import { textsOf } from "../../i18n/texts";
import { choicesWithProblem, withLastKnownChoices } from "../../providers/forms/choices";
import type { FilingChoices } from "../../providers/forms/contract";
import { failure } from "../../result";
import { filingChoices, lastKnownChoices } from "./filing-choices";
import type { FilingFormView } from "./filing-form";

/**
 * Milliseconds: a provider within `form` fills the first paint; after `lastKnown` the mirror's list
 * is offered.
 */
const WAITS = { form: 300, lastKnown: 2_500 };

export interface ChoicesInTime {
  /** Empty when the provider has not answered yet. */
  first: FilingChoices;
  /** Neither promise rejects. */
  later?: { lastKnown: Promise<FilingChoices>; live: Promise<FilingChoices> };
}

interface FormState {
  connectionId: string;
  form: Pick<FilingFormView, "fields">;
  values: Record<string, string>;
}

/** Waits for choices, as nothing can load them later: the provider's, or the last known ones. */
export async function choicesAtOnce(viewer: Viewer, state: FormState): Promise<ChoicesInTime> {
  const waits = { ...WAITS, form: WAITS.lastKnown };
  const { first, later } = await choicesInTime(viewer, state, waits);
  return later ? { first: await later.lastKnown, later } : { first };
}

/** Loads the form's choices without delaying the form for a slow provider. */
export async function choicesInTime(
  viewer: Viewer,
  { connectionId, form, values }: FormState,
  waits = WAITS,
): Promise<ChoicesInTime> {
  const loadLastKnown = () => lastKnownChoices(viewer, connectionId).catch(() => ({}));
  const count = countPersonUse(viewer, "choices");
  const read = count.then(() => filingChoices(viewer, { connectionId, values }));
  const live = read.catch(async (error: unknown) => {
    const { message, words } = failure(error, "read filing choices", textsOf(viewer.language));
    return withLastKnownChoices(
      choicesWithProblem(form.fields, { message, words }),
      await loadLastKnown(),
    );
  });
  const hasAnswered = live.then(() => true);
  const isAnsweredWithin = (ms: number) =>
    Promise.race([hasAnswered, sleep(ms, false, { ref: false })]);
  if (await isAnsweredWithin(waits.form)) return { first: await live };
  const lastKnown = isAnsweredWithin(waits.lastKnown - waits.form).then((isAnswered) =>
    isAnswered ? {} : loadLastKnown(),
  );
  return { first: {}, later: { lastKnown, live } };
}
