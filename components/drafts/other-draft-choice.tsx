import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormValues } from "@/lib/forms/form-values";
import { shorten } from "@/lib/text/shorten";

import type { DraftAutosave } from "./draft-autosave";
import type { OtherDraft } from "./draft-state";
import { SavedAgo } from "./saved-ago";

const GIST = 140;

interface OtherDraftChoiceProps {
  other: OtherDraft | null;
  sent: boolean;
  keeper: DraftAutosave;
  gist: (values: FormValues) => string;
  onDiscard: () => void;
}

/** Two devices, one draft: which goes on is the person's choice, and neither is lost before. */
export function OtherDraftChoice({ other, sent, keeper, gist, onDiscard }: OtherDraftChoiceProps) {
  if (other) {
    const excerpt = shorten(gist(other.values).trim(), GIST);
    return (
      <Alert
        role="status"
        tone="warning"
        title={
          other.returned
            ? "You also have the rejected version"
            : "This draft was changed on another device"
        }
        action={
          <>
            <Button size="small" variant="secondary" onClick={() => keeper.choose("other")}>
              Use that one
            </Button>
            <Button size="small" variant="secondary" onClick={() => keeper.choose("this")}>
              Keep this one
            </Button>
          </>
        }
      >
        <p className="line-clamp-3">
          {other.returned ? (
            "You started another text since then. The rejected version"
          ) : (
            <>
              The other version, from <SavedAgo at={other.at} />,
            </>
          )}
          {excerpt ? (
            <>
              {" "}
              reads: “<bdi className="wrap-anywhere">{excerpt}</bdi>”
            </>
          ) : (
            " is empty."
          )}
        </p>
      </Alert>
    );
  }
  if (!sent) return null;
  return (
    <Alert
      role="status"
      tone="warning"
      title="This was already sent"
      action={
        <>
          <Button size="small" variant="secondary" onClick={onDiscard}>
            Discard this
          </Button>
          <Button size="small" variant="secondary" onClick={() => keeper.startOver()}>
            Keep it as a new draft
          </Button>
        </>
      }
    >
      <p>It was sent from here or from another device. Text on this page is not saved.</p>
    </Alert>
  );
}
