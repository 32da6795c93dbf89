import { Link } from "@/components/ui/navigation/link";
import { ticketUrl } from "@/lib/routes";
import type { PendingSubmission } from "@/lib/submissions/types";
import { useTexts } from "#texts";

/** A page without scripts does not change by itself. */
export function LookAgain({ submission }: { submission: PendingSubmission }) {
  const t = useTexts();
  if (!["queued", "sending", "unknown"].includes(submission.state)) return null;
  return (
    <noscript>
      <Link
        href={ticketUrl("customer", submission.ticketId ?? submission.id)}
        className="text-link"
      >
        {t("submissions.look")}
      </Link>
    </noscript>
  );
}
