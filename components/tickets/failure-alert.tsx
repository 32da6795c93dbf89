import { Alert } from "@/components/ui/alert";
import type { Failure } from "@/lib/result";
import { SessionEnded } from "./session-ended";

/** Stands for a request that never reached the portal. */
export const UNREACHABLE: Failure = {
  ok: false,
  code: "internal",
  message: "The portal could not be reached. Nothing was lost here: check your connection and try again.",
  fieldErrors: {},
};

/** Why something asked for was not done, in the words of whoever refused it. */
export function FailureAlert({ failure, title }: { failure: Failure; title: string }) {
  return (
    <Alert tone="danger" title={title} action={failure.code === "unauthenticated" ? <SessionEnded /> : null}>
      <p>{failure.message}</p>
      {failure.fieldErrors[""] && failure.fieldErrors[""] !== failure.message ? <p>{failure.fieldErrors[""]}</p> : null}
    </Alert>
  );
}
