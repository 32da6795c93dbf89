import type { CapabilityState, SessionOptions } from "@/lib/providers/contract";

import { upsunAccounts } from "../../sandbox/accounts";
import type { FaultInput } from "../../sandbox/start";
import { withUpsun } from "../integration/providers/sandboxes";
import { open, tokenStore } from "../integration/providers/support";

export const CONVERSATION_ACCOUNT = upsunAccounts.northwind;

export const unavailable = (capability = "conversation"): CapabilityState =>
  ({ capability, available: false }) as CapabilityState;

export const statusFault = (status: number, path: string): FaultInput => ({
  kind: "status",
  status,
  path,
  count: null,
});

/** A sandbox with conversations for each test, and sessions that read them. */
export function useConversations() {
  const here = withUpsun("read");
  const control = () => here.sandbox.control;

  function session(more: Partial<SessionOptions> = {}) {
    const told: CapabilityState[] = [];
    const opened = open(here.provider, CONVERSATION_ACCOUNT.key.key, tokenStore(), {
      onCapabilities: (changed) => told.push(...changed),
      ...more,
    });
    const commentCalls = () => opened.calls.filter(({ path }) => path.startsWith("/comments"));
    return { ...opened, told, commentCalls };
  }

  /** A ticket with so many public comments, and an internal one after each tenth. */
  function ticketWith(comments: number): string {
    const { id } = control().createTicket(CONVERSATION_ACCOUNT.id, { status: "open" });
    for (let number = 1; number <= comments; number += 1) {
      if (number % 2 === 1) control().staffComment(id, { by: "Tobias Kern", text: `S${number}` });
      else control().customerComment(id, { by: CONVERSATION_ACCOUNT.email, text: `C${number}` });
      if (number % 10 === 0) control().internalComment(id, `Hidden ${number}`);
    }
    return id;
  }

  return { here, control, session, ticketWith };
}
