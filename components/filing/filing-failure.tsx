import Link from "next/link";

import { failureLink } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import type { ConflictAlternative } from "@/lib/providers/forms/contract";
import type { Failure } from "@/lib/result";
import { ticketUrl } from "@/lib/routes";

interface FilingFailureProps {
  failure: Pick<Failure, "code" | "message" | "fieldErrors">;
  /** Messages that belong to no field of the form. */
  otherMessages: string[];
  title: string;
  instead: ConflictAlternative | undefined;
  /** Set when the form is that of an earlier submission. */
  submissionId: string | undefined;
  disabled: boolean;
  onInstead: () => void;
  onStartOver: () => void;
}

function withoutTitle(message: string, title: string): string {
  return message.startsWith(`${title}. `) ? message.slice(title.length + 2) : message;
}

/** Shows why a ticket was not filed, and what the person can do next. */
export function FilingFailure({
  failure,
  otherMessages,
  title,
  instead,
  submissionId,
  disabled,
  onInstead,
  onStartOver,
}: FilingFailureProps) {
  return (
    <Alert tone="danger" title={title} action={action()}>
      <p>{withoutTitle(failure.message, title)}</p>
      {otherMessages
        .filter((message) => message !== failure.message)
        .map((message) => (
          <p key={message}>{message}</p>
        ))}
    </Alert>
  );

  function action() {
    const about = failureLink(failure);
    if (about) return about;
    if (failure.code === "provider_conflict" && instead)
      return (
        <Button size="small" disabled={disabled} onClick={onInstead}>
          {instead.label}
        </Button>
      );
    if (failure.code !== "conflict") return null;
    if (submissionId)
      return (
        <Link
          href={ticketUrl("customer", submissionId)}
          prefetch={false}
          className={buttonVariants({ variant: "secondary", size: "small" })}
        >
          See how it stands
        </Link>
      );
    return (
      <Button size="small" variant="secondary" disabled={disabled} onClick={onStartOver}>
        Keep this as a new ticket
      </Button>
    );
  }
}
