import { describe, expect, it } from "vitest";
import { CallSlots } from "./call-slots";

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Asks for a slot and keeps it until told otherwise. */
function ask(slots: CallSlots, background: boolean) {
  const asked = { release: undefined as (() => void) | undefined };
  void slots.take(background).then((release) => (asked.release = release));
  return asked;
}

const inFlight = (asked: Array<{ release?: () => void }>) => asked.filter(({ release }) => release !== undefined).length;

describe("the calls of one connection", () => {
  it("are at most four of background work and six in all", async () => {
    const slots = new CallSlots();
    const background = Array.from({ length: 10 }, () => ask(slots, true));
    const people = Array.from({ length: 10 }, () => ask(slots, false));
    await settle();
    expect([inFlight(background), inFlight(people)]).toEqual([4, 2]);
  });

  it("of a person go before background work that has waited longer", async () => {
    const slots = new CallSlots(1, 1);
    const [first, sweep, person] = [ask(slots, true), ask(slots, true), ask(slots, false)];
    await settle();
    first.release?.();
    await settle();
    expect([sweep.release, person.release].map(Boolean)).toEqual([false, true]);
    person.release?.();
    await settle();
    expect(sweep.release).toBeDefined();
  });

  it("all get their turn, and a slot given back twice is one slot", async () => {
    const slots = new CallSlots(2, 1);
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const release = await slots.take(index % 2 === 0);
        running += 1;
        most = Math.max(most, running);
        await settle();
        running -= 1;
        release();
        release();
      }),
    );
    expect(most).toBe(2);
  });
});
