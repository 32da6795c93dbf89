import type { ReactNode } from "react";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { SecretFinding } from "@/lib/tickets/filing/find-secrets";

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
  const kinds = [...new Set(findings.map((finding) => finding.what))];
  const lines = findings.map((finding) => finding.line);
  return (
    <div id={id} tabIndex={-1} className="rounded-lg outline-offset-2">
      <Alert
        role="status"
        tone="warning"
        title={`This looks like it holds ${joinWords(kinds)}`}
        action={
          <>
            {better}
            <Button size="small" variant="secondary" disabled={disabled} onClick={onAnyway}>
              Send anyway
            </Button>
          </>
        }
      >
        <p>
          {lines.length === 1
            ? `See line ${lines[0]}.`
            : `See lines ${joinWords([...new Set(lines)].map(String))}.`}{" "}
          {advice}
        </p>
      </Alert>
    </div>
  );
}

function joinWords(words: string[]): string {
  return words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
