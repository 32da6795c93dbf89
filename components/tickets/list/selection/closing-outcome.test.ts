import { describe, expect, it } from "vitest";

import type { PendingSubmission } from "@/lib/submissions/types";

import { closingOutcome, closingTickets } from "./closing-outcome";

const pending = (id: string, state: string, kind = "close") =>
  ({ id, kind, state, ticketId: `ticket-${id}`, subject: id }) as PendingSubmission;

describe("closing several tickets", () => {
  it("counts what is closed, on its way and failed", () => {
    const closing = closingTickets([
      pending("a", "rejected"),
      pending("b", "sending", "solve"),
      pending("c", "sent"),
      pending("d", "rejected", "reply"),
      pending("other", "rejected"),
    ]);
    const { failed, ...counts } = closingOutcome(["a", "b", "c", "gone"], closing);
    expect(counts).toEqual({ closed: 2, closing: 1 });
    expect(failed.map(({ ticketId }) => ticketId)).toEqual(["ticket-a"]);
  });

  it("says nothing where none is on its way", () => {
    expect(closingTickets([pending("a", "queued", "reply")])).toBeUndefined();
    expect(closingOutcome(["a"])).toEqual({ closed: 1, closing: 0, failed: [] });
  });
});
