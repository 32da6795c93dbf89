import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { useTexts } from "#texts";

import { MarkedText } from "../text/marked-text";
import { Label } from "./label";

/** Props that connect a control to its label, help and error. */
export interface FieldControl {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

interface FieldProps {
  id: string;
  label: string;
  help?: ReactNode;
  /** Its room is kept while it is empty, so that the layout does not shift. */
  line?: ReactNode;
  /** For `MarkedText`. */
  error?: string;
  optional?: boolean;
  children: (control: FieldControl) => ReactNode;
}

export function Field({ id, label, help, line, error, optional = false, children }: FieldProps) {
  const t = useTexts();
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const lineId = `${id}-line`;
  const describedBy = [error && errorId, line && lineId, help && helpId].filter(Boolean).join(" ");
  return (
    <div data-slot="field" className="grid content-start gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Label id={`${id}-label`} htmlFor={id}>
          {label}
        </Label>
        {optional ? (
          <span aria-hidden className="text-xs text-muted-foreground">
            {t("common.optional")}
          </span>
        ) : null}
      </div>
      {children({
        id,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": describedBy || undefined,
      })}
      {error ? (
        <p id={errorId} className="flex items-start gap-1.5 text-[0.8125rem] text-destructive">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0">
            <MarkedText text={error} />
          </span>
        </p>
      ) : null}
      {line ? (
        <div id={lineId} className="field-line">
          {line}
        </div>
      ) : null}
      {help ? (
        <p id={helpId} className="text-[0.8125rem] text-muted-foreground">
          {help}
        </p>
      ) : null}
    </div>
  );
}
