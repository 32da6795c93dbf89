import { Alert } from "@/components/ui/alert";
import { ERROR_CODES, errorKey } from "@/lib/error-codes";
import { renderMessage } from "@/lib/i18n/message";
import { useTexts } from "#texts";

import { ACTS_FORM } from "../reply/acts-form";

const ACTIONS = ["close", "reopen", "solve"] as const;

interface ActOutcomeProps {
  /** The error code of what was not carried out. */
  failed: string | undefined;
  /** The action that was carried out. */
  done?: string;
  /** Idempotency key of reopening; absent where the ticket cannot be reopened. */
  undoKey?: string;
}

/** Says what became of a button that was pressed without scripts, by the address. */
export function ActOutcome({ failed, done, undoKey }: ActOutcomeProps) {
  const t = useTexts();
  if (failed !== undefined) {
    const code = ERROR_CODES.find((each) => each === failed) ?? "internal";
    return (
      <Alert tone="danger" title={t("ticket.nothingChanged")}>
        <p>{renderMessage(t, { key: errorKey(code) })}</p>
      </Alert>
    );
  }
  const action = ACTIONS.find((each) => each === done);
  return action ? (
    <p role="status" className="text-[0.8125rem] text-muted-foreground">
      <span>{t(`ticketLive.${action}.done`)}</span>{" "}
      {undoKey !== undefined && action !== "reopen" ? (
        <button form={ACTS_FORM} name="reopen" value={undoKey} className="text-link px-1">
          {t("ticketLive.undo")}
        </button>
      ) : null}
    </p>
  ) : null;
}
