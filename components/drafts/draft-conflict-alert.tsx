import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormValues } from "@/lib/forms/form-values";
import { shorten } from "@/lib/text/shorten";

import type { DraftAutosave } from "./draft-autosave";
import type { DraftConflict } from "./draft-state";
import { SavedAgo } from "./saved-ago";

const MAX_EXCERPT = 140;

interface DraftConflictAlertProps {
  conflict: DraftConflict | null;
  sent: boolean;
  autosave: DraftAutosave;
  excerptOf: (values: FormValues) => string;
  onDiscard: () => void;
}

export function DraftConflictAlert({
  conflict,
  sent,
  autosave,
  excerptOf,
  onDiscard,
}: DraftConflictAlertProps) {
  if (conflict) {
    const excerpt = shorten(excerptOf(conflict.values).trim(), MAX_EXCERPT);
    return (
      <Alert
        role="status"
        tone="warning"
        title={
          conflict.returned
            ? "You also have the rejected version"
            : "This draft was changed on another device"
        }
        action={
          <>
            <Button size="small" variant="secondary" onClick={() => autosave.choose("other")}>
              Use that one
            </Button>
            <Button size="small" variant="secondary" onClick={() => autosave.choose("this")}>
              Keep this one
            </Button>
          </>
        }
      >
        <p className="line-clamp-3">
          {conflict.returned ? (
            "You started another text since then. The rejected version"
          ) : (
            <>
              The other version, from <SavedAgo at={conflict.at} />,
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
          <Button size="small" variant="secondary" onClick={() => autosave.startOver()}>
            Keep it as a new draft
          </Button>
        </>
      }
    >
      <p>It was sent from here or from another device. Text on this page is not saved.</p>
    </Alert>
  );
}
