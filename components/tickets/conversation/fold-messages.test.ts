import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { EventView, MessageView } from "@/lib/tickets/detail/types";

import { foldMessages } from "./fold-messages";

const message = (id: string) => ({ id }) as MessageView;
const event = (id: number, kind: string, field: string) =>
  ({ id: String(id), kind, field }) as EventView;

/** Message `n` came with event `n`; what came after `visit` is new. */
function conversation(count: number, visit: number | null, asOf: object | null = null) {
  const ids = Array.from({ length: count }, (_none, index) => index + 1);
  return {
    messages: ids.map((id) => message(`m-${id}`)),
    events: [
      event(count + 1, "changed", "status"),
      ...ids.toReversed().map((id) => event(id, "message_added", `m-${id}`)),
    ],
    standing: { visit: visit === null ? null : String(visit) },
    asOf,
  } as unknown as Parameters<typeof foldMessages>[0];
}

describe("an opened conversation", () => {
  it("has every message once and in order, and folds none that is new", () => {
    const counts = fc.nat({ max: 80 });
    fc.assert(
      fc.property(counts, fc.option(counts), (count, visit) => {
        const ticket = conversation(count, visit);
        const { opening, folded, shown, firstNewId, newCount } = foldMessages(ticket);
        expect([...opening, ...folded, ...shown]).toEqual(ticket.messages);
        const fresh = visit === null ? 0 : Math.max(count - visit, 0);
        expect(newCount).toBe(fresh);
        expect(firstNewId).toBe(fresh > 0 ? `m-${(visit ?? 0) + 1}` : null);
        if (fresh > 0) expect(shown.map(({ id }) => id)).toContain(firstNewId);
        if (count > 0) expect(shown.length).toBeGreaterThan(0);
      }),
    );
  });

  it("keeps one message before the first new one, and the last three without any", () => {
    expect(foldMessages(conversation(20, 15)).shown[0]?.id).toBe("m-15");
    expect(foldMessages(conversation(20, 20)).shown).toHaveLength(3);
    expect(foldMessages(conversation(6, 6)).folded).toEqual([]);
  });

  it("says what else changed since the last visit, but not of a ticket as it was", () => {
    expect(foldMessages(conversation(3, 3)).changes.map(({ field }) => field)).toEqual(["status"]);
    expect(foldMessages(conversation(3, 4)).changes).toEqual([]);
    expect(foldMessages(conversation(20, 2, {}))).toMatchObject({ changes: [], newCount: 0 });
  });
});
