import { Alert } from "@/components/ui/alert";
import { useTexts } from "#texts";

const PROBLEMS = ["canceled", "expired", "untrusted", "away", "unusable", "no_address"] as const;
const PREFIX = "issuer_";

/** The problem of an error code of the page's address; undefined for codes of other ways. */
export function issuerProblem(error: string | undefined) {
  return PROBLEMS.find((problem) => error === `${PREFIX}${problem}`);
}

/** Why an issuer signed nobody in. */
export function IssuerProblem({ problem }: { problem: (typeof PROBLEMS)[number] }) {
  const t = useTexts();
  return (
    <Alert tone="danger" role="alert" className="mb-4">
      {t(`identities.problems.${problem}`)}
    </Alert>
  );
}
