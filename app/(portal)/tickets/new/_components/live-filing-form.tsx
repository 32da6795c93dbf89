import { PageTexts } from "@/app/browser-texts";
import { isBlankForm } from "@/components/drafts/draft-values";
import { FilingForm } from "@/components/filing/filing-form";
import { dayAndTime } from "@/components/ui/time/format-time";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";
import type { FilingAccount } from "@/lib/connections/queries";
import type { DraftStatusView } from "@/lib/drafts/types";
import { rulesTexts } from "@/lib/files/rules";
import { textsOf } from "@/lib/i18n/texts";
import { filingForm } from "@/lib/tickets/filing/filing-form";
import { findSecretsIn } from "@/lib/tickets/filing/find-secrets";
import { SECRET_KINDS } from "@/lib/tickets/filing/secret-kinds";
import { filingTemplates } from "@/lib/tickets/templates/queries";

import { fileTicketAction, filingChoicesAction } from "../../actions";
import { knownTicketsAction } from "../../known-actions";
import { followTicketAction } from "../../setting-actions";
import { filingProblem } from "../filing-problem";
import type { FilingStart } from "../filing-start";
import { firstValues } from "../first-values";

/** Beside those of the page, and of the provider's form. */
const FORM_TEXTS = ["validation", "drafts", "files", "size", "secrets", "known"] as const;

/** A younger draft is the text that the person has just typed. */
const MIN_DRAFT_AGE_MS = 60_000;

function restoredFrom({ draft, asOf }: DraftStatusView, viewer: Viewer): string | undefined {
  if (!draft || isBlankForm(draft.values)) return undefined;
  if (asOf - draft.updatedAt.getTime() < MIN_DRAFT_AGE_MS) return undefined;
  return dayAndTime(draft.updatedAt, new Date(asOf), viewer);
}

/** The form with the provider's live choices. Stays usable if the provider is slow or fails. */
export async function LiveFilingForm({
  viewer,
  account,
  start,
  query,
}: {
  viewer: Viewer;
  account: FilingAccount;
  start: FilingStart;
  /** Of the page. */
  query: Readonly<Record<string, string | undefined>>;
}) {
  const { connectionId, providerId, providerName } = account;
  const { texts, ...form } = await filingForm(viewer, connectionId);
  const t = textsOf(viewer.language);
  const isPlain = query.plain !== undefined;
  const [{ choices, ...first }, templates] = await Promise.all([
    firstValues(viewer, form, connectionId, start, isPlain),
    filingTemplates(viewer, connectionId),
  ]);
  const values = first.draftStatus.draft?.values ?? first.defaultValues;
  const free = form.fields.filter(({ kind }) => SECRET_KINDS.has(kind));
  return (
    <PageTexts features={[...FORM_TEXTS, ...texts]}>
      <FilingForm
        userId={viewer.userId}
        userName={viewer.name}
        connectionId={connectionId}
        providerId={providerId}
        providerName={providerName}
        form={form}
        fileTexts={form.files ? rulesTexts(t, form.files, first.draftStatus.files) : null}
        formKey={start.formKey}
        {...first}
        restoredFrom={restoredFrom(start.draftStatus, viewer)}
        secrets={findSecretsIn(
          Object.fromEntries(free.map(({ name }) => [name, values[name] ?? ""])),
        )}
        rejection={start.rejection}
        problem={filingProblem(t, query.problem, form, values)}
        submissionId={start.submissionId}
        continues={start.continues?.id}
        templates={templates}
        choices={choices.first}
        laterChoices={choices.later}
        loadChoices={forViewer(viewer, filingChoicesAction)}
        fileTicket={forViewer(viewer, fileTicketAction)}
        known={{
          lookUp: forViewer(viewer, knownTicketsAction),
          follow: forViewer(viewer, followTicketAction),
          locale: { language: viewer.language, timeZone: viewer.timeZone },
        }}
      />
    </PageTexts>
  );
}
