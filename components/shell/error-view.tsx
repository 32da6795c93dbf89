"use client";

import { useEffect } from "react";

import { Button } from "@/components/ui/button";

import { ProblemPage } from "./problem-page";

/** A failed page has no title, because its metadata may have failed too. */
const TITLE = "This page could not be shown · Ticketbridge";

/** `reference` identifies the error in the server's log. */
export function ErrorView({
  reference,
  retry,
}: {
  reference: string | undefined;
  retry: () => void;
}) {
  useEffect(() => {
    document.title = TITLE;
  }, []);
  return (
    <ProblemPage
      code="Error"
      title="This page could not be shown"
      action={<Button onClick={retry}>Try again</Button>}
    >
      <p>
        Something went wrong on our side. Your tickets and what was sent to the providers are not
        affected.
      </p>
      {reference ? (
        <p>
          If it stays this way, tell us the reference{" "}
          <code className="font-mono text-foreground">{reference}</code>.
        </p>
      ) : null}
    </ProblemPage>
  );
}
