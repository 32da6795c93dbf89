import { type MouseEvent, useEffect, useRef } from "react";

import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { visibleName } from "@/lib/i18n/visible-name";
import { formatPartOfSize } from "@/lib/text/format-bytes";
import { useLanguage, useTexts } from "#texts";

import type { PendingUpload } from "./upload-entry";

export interface UploadWaitProps {
  /** The command that waits: filing a ticket, or sending a reply. */
  action: "file" | "reply";
  uploads: readonly PendingUpload[];
  onCancel: () => void;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** Put it into a live region. */
export function UploadWait({ action, uploads, onCancel }: UploadWaitProps) {
  const t = useTexts();
  const language = useLanguage();
  const cancel = useRef<HTMLButtonElement>(null);
  // The pressed button is disabled now and has lost the focus.
  useEffect(() => cancel.current?.focus(), []);
  const [only] = uploads;
  const [sent, size] = formatPartOfSize(
    sum(uploads.map((each) => each.sent)),
    sum(uploads.map((each) => each.size)),
    language,
  );

  function cancelWait({ currentTarget, detail }: MouseEvent<HTMLButtonElement>) {
    // The second click of a double click on the command, in whose place this button can appear.
    if (detail > 1) return;
    const form = currentTarget.closest("form");
    onCancel();
    // The submit button is enabled after the next paint.
    requestAnimationFrame(() =>
      form?.querySelector<HTMLElement>('[type="submit"]:not([hidden], [tabindex="-1"])')?.focus(),
    );
  }

  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem]">
      <p className="flex min-w-0 items-start gap-2">
        <span aria-hidden className="mt-0.5 shrink-0">
          <Spinner />
        </span>
        <span className="min-w-0 wrap-anywhere">
          {uploads.length === 1 && only
            ? t.rich("files.waitForOne", {
                action,
                name: visibleName(only.name),
                file: (name) => <bdi lang="">{name}</bdi>,
              })
            : t("files.waitForMany", { action, count: uploads.length })}{" "}
          {/* Hidden from screen readers, which would read every step. */}
          <span aria-hidden className="whitespace-nowrap text-muted-foreground tabular-nums">
            ({t("files.sentOf", { sent, size })})
          </span>
        </span>
      </p>
      <Button ref={cancel} variant="secondary" size="small" onClick={cancelWait}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}
