import { isUnanswered } from "@/components/feedback/is-unanswered";
import { lazyPart } from "@/components/ui/lazy-part";
import { useTexts } from "#texts";

import { FILING_PROBLEMS_ID } from "./element-ids";
import { ErrorSummary } from "./error-summary";
import type { FilingFailureProps } from "./filing-failure";
import type { FilingFormProps } from "./filing-form-props";
import type { FilingFormState } from "./use-filing-form";

const FilingFailurePart = lazyPart<FilingFailureProps>(
  async () => (await import("./filing-failure")).FilingFailure,
  (props) => <BareFailure {...props} />,
);

/** Without a connection. */
function BareFailure({ failure }: FilingFailureProps) {
  const t = useTexts();
  return (
    <p className="text-pretty text-destructive">
      {t(isUnanswered(failure) ? "filing.maybeFiled" : "filing.notFiled")}: {failure.message}
    </p>
  );
}

interface FilingProblemsProps extends Pick<
  FilingFormProps,
  "form" | "providerName" | "rejection" | "submissionId"
> {
  state: FilingFormState;
}

/** Shows why the ticket was not filed, and links to every invalid field. */
export function FilingProblems({
  state,
  form,
  providerName,
  rejection,
  submissionId,
}: FilingProblemsProps) {
  const { failure, errors } = state;
  const [more, before] = [true, false].map((isFolded) =>
    state.fields.filter(({ group }) => (group === "more") === isFolded).map(({ name }) => name),
  ) as [string[], string[]];
  const names = [...before, ...(form.files ? ["attachments"] : []), ...more];
  const hasFieldErrors = names.some((name) => errors[name]);
  const otherMessages = Object.entries(failure?.fieldErrors ?? {})
    .filter(([name, message]) => message && !names.includes(name))
    .map(([, message]) => message);
  const isRejection = failure !== null && failure === rejection;
  const isSaidByFields = hasFieldErrors && failure?.code.endsWith("invalid");
  return (
    <div
      id={FILING_PROBLEMS_ID}
      tabIndex={-1}
      aria-live="polite"
      data-failure={failure?.code}
      className="grid gap-3 outline-none empty:absolute"
    >
      {failure && (isRejection || otherMessages.length > 0 || !isSaidByFields) ? (
        <FilingFailurePart
          failure={failure}
          otherMessages={otherMessages}
          isRejection={isRejection}
          providerName={providerName}
          instead={insteadOf(form, state)}
          submissionId={submissionId}
          disabled={state.disabled}
          onInstead={state.submitInstead}
          onStartOver={state.startOver}
        />
      ) : null}
      <ErrorSummary names={names} errors={errors} />
    </div>
  );
}

/** Returns the provider's alternative to the chosen value, if it has one. */
export function insteadOf(
  { instead }: FilingFormProps["form"],
  { values }: Pick<FilingFormState, "values">,
) {
  return instead && values[instead.field] === instead.value ? instead : undefined;
}
