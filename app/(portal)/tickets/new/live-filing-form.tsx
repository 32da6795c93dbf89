import { randomUUID } from "node:crypto";
import { FilingForm } from "@/components/filing/filing-form";
import type { Viewer } from "@/lib/auth/types";
import type { FilingAccount } from "@/lib/connections/queries";
import { failure } from "@/lib/result";
import { filingChoices } from "@/lib/tickets/filing";
import { fileTicketAction, filingChoicesAction } from "../actions";
import { choicesWithProblem } from "@/components/filing/choices-with-problem";

/** The form with its first choices read from the provider. A provider that cannot be asked leaves the form usable, and says so on each field. */
export async function LiveFilingForm({ viewer, account }: { viewer: Viewer; account: FilingAccount }) {
  const { connectionId, providerId, providerName } = account;
  const choices = await filingChoices(viewer, { connectionId, values: {} }).catch((error: unknown) =>
    choicesWithProblem(providerId, failure(error, "read filing choices").message),
  );
  return (
    <FilingForm
      connectionId={connectionId}
      providerId={providerId}
      providerName={providerName}
      formKey={randomUUID()}
      choices={choices}
      loadChoices={filingChoicesAction}
      file={fileTicketAction}
    />
  );
}
