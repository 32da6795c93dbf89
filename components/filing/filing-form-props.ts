import type { z } from "zod";

import type { DraftStatusView } from "@/lib/drafts/types";
import type { RulesTexts } from "@/lib/files/rules";
import type { FormValues } from "@/lib/forms/form-values";
import type { FilingChoices, ServiceChoice } from "@/lib/providers/forms/contract";
import type { Failure, Result } from "@/lib/result";
import type { FilingFormView } from "@/lib/tickets/filing/filing-form";
import type { SecretFindings } from "@/lib/tickets/filing/find-secrets";
import type { fileTicketInput } from "@/lib/tickets/schemas";
import type { FilingTemplate } from "@/lib/tickets/templates/types";

import type { KnownCommands } from "./similar/known-tickets";
import type { LateChoices, LoadChoices } from "./use-provider-choices";

type FileTicket = (
  input: z.input<typeof fileTicketInput>,
) => Promise<Result<{ submissionId: string }>>;

export type FilingRejection = Pick<
  Failure,
  "code" | "message" | "words" | "fieldErrors" | "mayBeDone"
>;

export interface FilingFormProps {
  userId: string;
  userName: string;
  connectionId: string;
  providerId: string;
  providerName: string;
  form: Omit<FilingFormView, "texts">;
  /** Null where a ticket takes no files. */
  fileTexts: RulesTexts | null;
  /** One filled form is one ticket, however often it is sent. A draft brings its own. */
  formKey: string;
  /** The form before anybody types. */
  defaultValues: FormValues;
  draftStatus: DraftStatusView;
  /** When a restored draft was saved: "yesterday, 14:02". */
  restoredFrom?: string;
  /** Secrets found in the values that the form opens with. */
  secrets?: SecretFindings;
  rejection?: FilingRejection;
  /** Why a form without scripts was not filed. */
  problem?: FilingRejection;
  submissionId?: string;
  /** Our id of the closed ticket that the new one follows up. */
  continues?: string;
  templates: readonly FilingTemplate[];
  choices: FilingChoices;
  /** Chosen as soon as it is offered. */
  awaitedService?: ServiceChoice;
  /** Choices that were not loaded in time for the first paint. */
  laterChoices?: LateChoices;
  loadChoices: LoadChoices;
  fileTicket: FileTicket;
  /** Looks for tickets like the one being written. */
  known?: KnownCommands;
}
