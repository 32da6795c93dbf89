import { loginUrl } from "@/lib/routes";
import { asSentence } from "@/lib/text/sentence";

import type { SaveFailure } from "./draft-state";
import type { Draft } from "./use-draft";

/** Returns where unsaved text is kept, as the end of a sentence. */
function whereTextIs({ backedUp, values }: Draft): string {
  if (!backedUp) return "what you typed is only on this page.";
  return values.encrypted === "true"
    ? "what you typed is kept in this tab."
    : "what you typed is kept in this browser.";
}

/** Returns where text is kept while another person is signed in. */
function textKeptFor({ backedUp, values, userName }: Draft): string {
  if (!backedUp) return `${userName}, your text is only on this page. Copy it before you leave.`;
  const where = values.encrypted === "true" ? "tab" : "browser";
  return `Your text is kept for ${userName} in this ${where}.`;
}

interface SaveFailureTextProps {
  failure: SaveFailure;
  draft: Draft;
}

/** Says why saving has stopped, and where the text is. */
export function SaveFailureText({ failure, draft }: SaveFailureTextProps) {
  if (failure.state === "ended") {
    return (
      <>
        Not saved: your session has ended.{" "}
        <a
          href="/login"
          className="text-link font-medium"
          onClick={(event) =>
            event.currentTarget.setAttribute(
              "href",
              loginUrl({ next: window.location.pathname + window.location.search }),
            )
          }
        >
          Sign in again
        </a>
        ; {whereTextIs(draft)}
      </>
    );
  }
  if (failure.state === "other_viewer")
    return (
      <>
        {failure.message} {textKeptFor(draft)}
      </>
    );
  if (failure.state === "unreachable")
    return (
      <>
        Saving has stopped: the portal cannot be reached. It resumes automatically;{" "}
        {whereTextIs(draft)}
      </>
    );
  return (
    <>
      Saving has stopped: {asSentence(failure.message)} Until then, {whereTextIs(draft)}
    </>
  );
}
