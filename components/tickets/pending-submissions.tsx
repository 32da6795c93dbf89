import { CircleHelp, CircleX, LoaderCircle, type LucideIcon } from "lucide-react";
import type { Locale } from "@/components/ui/moment";
import { Time } from "@/components/ui/time";
import type { PendingSubmission } from "@/lib/tickets/types";

interface Look {
  label: string;
  icon: LucideIcon;
  colour: string;
  /** What this state means for the person, when the provider gave no words of its own. */
  says: string;
}

const WAITING: Look = { label: "Sending", icon: LoaderCircle, colour: "text-primary", says: "It is on its way to the provider." };
const LOST: Look = {
  label: "Outcome unknown",
  icon: CircleHelp,
  colour: "text-warning",
  says: "The provider's answer was lost, so it may have arrived. We look for it at each reading and never send it again by ourselves.",
};

const LOOKS: Record<PendingSubmission["state"], Look> = {
  queued: WAITING,
  sending: WAITING,
  rejected: { label: "Not accepted", icon: CircleX, colour: "text-destructive", says: "The provider refused it. Nothing was changed there." },
  unknown: LOST,
  asked: { ...LOST, says: "We looked and did not find it. Check with the provider before you send it again." },
};

const KINDS: Record<PendingSubmission["kind"], string> = {
  create: "New ticket",
  reply: "Reply",
  close: "Close",
  reopen: "Reopen",
  solve: "Mark as solved",
  collaborators: "Collaborators",
};

/** What was asked for and is not settled yet; nothing sent ever vanishes. */
export function PendingSubmissions({ submissions, locale }: { submissions: PendingSubmission[]; locale: Locale }) {
  if (submissions.length === 0) return null;
  return (
    <ul aria-label="Not settled yet" className="divide-y rounded-lg border border-dashed border-input bg-card">
      {submissions.map((submission) => {
        const look = LOOKS[submission.state];
        return (
          <li key={submission.id} className="flex items-start gap-3 px-4 py-3">
            <look.icon aria-hidden className={`mt-1 size-4 shrink-0 ${look.colour} ${look === WAITING ? "animate-spin" : ""}`} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="min-w-0"><span className={`font-medium ${look.colour}`}>{look.label}</span> · {KINDS[submission.kind]}{submission.subject ? <>: <span className="font-medium">{submission.subject}</span></> : null}</span>
                <Time at={submission.createdAt} locale={locale} className="text-[0.8125rem] text-muted-foreground" />
              </p>
              <p className="text-[0.8125rem] text-muted-foreground">{submission.connectionLabel}. {submission.message ?? look.says}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
