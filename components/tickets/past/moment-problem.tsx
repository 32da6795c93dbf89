import { Alert } from "@/components/ui/alert";
import { useTexts } from "#texts";

/** The reason that the address names no past moment. */
export type MomentFault = { is: "future" } | { is: "unreadable"; text: string };

export function MomentProblem({ fault }: { fault: MomentFault | null }) {
  const t = useTexts();
  if (!fault) return null;
  const title =
    fault.is === "future" ? t("past.future") : t("past.unreadable", { text: fault.text });
  return (
    <Alert tone="warning" title={title}>
      <p>{fault.is === "future" ? t("past.showsNow") : t("past.example")}</p>
    </Alert>
  );
}
