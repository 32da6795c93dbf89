import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";

/** Told when the provider's answer to a filing was lost or has not come yet. The form is gone from the page: it must not be sent again. */
export function FilingOutcome({ state, providerName, subject }: { state: "unknown" | "sending"; providerName: string; subject: string }) {
  const lost = state === "unknown";
  return (
    <div tabIndex={-1} ref={(element) => element?.focus()} className="outline-none">
      <Alert
        tone={lost ? "warning" : "info"}
        title={lost ? "It is not known whether the ticket was filed" : "The ticket is still on its way"}
        action={<Link href="/tickets" prefetch={false} className={buttonVariants()}>Go to the tickets</Link>}
      >
        <p>
          {lost
            ? `${providerName} did not answer in time, so “${subject}” may or may not have arrived there.`
            : `${providerName} is taking long to answer for “${subject}”.`}
        </p>
        <p>
          What you wrote is kept, and is listed above your tickets until it is settled. Each sync looks for the ticket at {providerName}; it is never filed a second time without your word.
        </p>
      </Alert>
    </div>
  );
}
