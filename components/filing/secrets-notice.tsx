import type { ReactNode } from "react";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { SecretFinding } from "@/lib/tickets/filing/find-secrets";

interface SecretsNoticeProps {
  id: string;
  findings: SecretFinding[];
  /** What the person can do about it. */
  advice: string;
  /** A better way than sending it as it is. */
  better?: ReactNode;
  disabled: boolean;
  onAnyway: () => void;
}

/** Says that a text seems to hold a secret, by kind and line, never by its content. */
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
        title={`This looks like it holds ${listed(kinds)}`}
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
            : `See lines ${listed([...new Set(lines)].map(String))}.`}{" "}
          {advice}
        </p>
      </Alert>
    </div>
  );
}

function listed(words: string[]): string {
  return words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
