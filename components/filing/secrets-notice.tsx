import type { ReactNode } from "react";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PLAIN } from "@/lib/forms/plain-form";
import { formatList } from "@/lib/text/format-list";
import type { SecretFinding } from "@/lib/tickets/filing/find-secrets";
import { useLanguage, useTexts } from "#texts";

interface SecretsNoticeProps {
  id: string;
  findings: SecretFinding[];
  advice: string;
  /** A button for a better way than sending as is. */
  better?: ReactNode;
  disabled: boolean;
  onAnyway: () => void;
}

/** Warns that a text seems to hold a secret: names its kind and line, never its content. */
export function SecretsNotice({
  id,
  findings,
  advice,
  better,
  disabled,
  onAnyway,
}: SecretsNoticeProps) {
  const t = useTexts();
  const language = useLanguage();
  const kinds = [...new Set(findings.map((finding) => t(`secrets.kind.${finding.kind}`)))];
  const lines = [...new Set(findings.map((finding) => String(finding.line)))];
  return (
    <div id={id} tabIndex={-1} className="rounded-lg outline-offset-2">
      <Alert
        role="status"
        tone="warning"
        title={t("secrets.found", { kinds: formatList(kinds, language) })}
        action={
          <>
            {better}
            <Button
              type="submit"
              name={PLAIN.anyway}
              value="1"
              size="small"
              variant="secondary"
              disabled={disabled}
              onClick={(event) => {
                event.preventDefault();
                onAnyway();
              }}
            >
              {t("secrets.sendAnyway")}
            </Button>
          </>
        }
      >
        <p>
          {t("secrets.lines", { lines: formatList(lines, language), count: lines.length })} {advice}
        </p>
      </Alert>
    </div>
  );
}
