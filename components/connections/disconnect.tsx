"use client";

import { useState, useTransition } from "react";
import { FailureAlert, UNREACHABLE } from "@/components/tickets/failure-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Failure, Result } from "@/lib/result";

export type Disconnect = (input: unknown) => Promise<Result<{ connectionId: string }>>;

interface DisconnectButtonProps {
  connectionId: string;
  accountName: string;
  disconnect: Disconnect;
}

/** Ends a connection after one question; what is lost and what stays is said first. */
export function DisconnectButton({ connectionId, accountName, disconnect }: DisconnectButtonProps) {
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);

  function confirm() {
    setFailure(null);
    startTransition(async () => {
      const result = await disconnect({ connectionId }).catch(() => UNREACHABLE);
      if (result.ok) setOpen(false);
      else setFailure(result);
    });
  }

  return (
    <>
      <Button variant="danger" size="small" onClick={() => setOpen(true)}>Disconnect</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`Disconnect ${accountName}?`}>
        <div className="grid gap-4">
          {failure ? <FailureAlert failure={failure} title="The account was not disconnected" /> : null}
          <p className="text-pretty">The stored key is destroyed and nothing more is read or sent. Tickets read so far stay here, as they were last seen. At the provider nothing changes.</p>
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={() => setOpen(false)}>Keep it</Button>
            <Button variant="danger" disabled={pending} onClick={confirm}>{pending ? "Disconnecting…" : "Disconnect account"}</Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
