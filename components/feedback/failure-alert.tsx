import { ReloadButton } from "@/components/feedback/reload-button";
import { Alert } from "@/components/ui/alert";
import type { Failure } from "@/lib/result";

import { SignInAgain } from "./sign-in-again";

/** Returns the button for a failure of the session or the page; null for other failures. */
export function failureLink({ code }: Pick<Failure, "code">) {
  if (code === "unauthenticated") return <SignInAgain />;
  if (code === "outdated" || code === "other_viewer") return <ReloadButton />;
  return null;
}

export function FailureAlert({ failure, title }: { failure: Failure; title: string }) {
  return (
    <Alert tone="danger" title={title} action={failureLink(failure)}>
      <p>{failure.message}</p>
      {failure.fieldErrors[""] && failure.fieldErrors[""] !== failure.message ? (
        <p>{failure.fieldErrors[""]}</p>
      ) : null}
    </Alert>
  );
}
