import { describe, expect, it } from "vitest";

import type { Clock } from "./clock";
import { ConcurrencyLimit } from "./concurrency-limit";

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Asks for a slot and keeps it until told otherwise. */
function ask(slots: ConcurrencyLimit, background: boolean) {
  const asked = { release: undefined as (() => void) | undefined };
  void slots.take(background, "HostUp").then((release) => (asked.release = release));
  return asked;
}

const inFlight = (asked: Array<{ release?: () => void }>) =>
  asked.filter(({ release }) => release !== undefined).length;

/** A clock whose timers go off when a test says how late it is. */
function timers() {
  const set = new Map<() => void, number>();
  const clock: Clock = {
    now: () => 0,
    sleep: () => Promise.resolve(),
    after: (milliseconds, callback) => {
      set.set(callback, milliseconds);
      return () => void set.delete(callback);
    },
  };
  const pass = (milliseconds: number) => {
    for (const [callback, due] of [...set]) if (due <= milliseconds) callback();
  };
  return { clock, set, pass };
}

describe("the calls of one connection", () => {
  it("are at most four of background work and six in all", async () => {
    const slots = new ConcurrencyLimit({}, timers().clock);
    const background = Array.from({ length: 10 }, () => ask(slots, true));
    const people = Array.from({ length: 10 }, () => ask(slots, false));
    await settle();
    expect([inFlight(background), inFlight(people)]).toEqual([4, 2]);
  });

  it("of a person go before background work that has waited longer", async () => {
    const slots = new ConcurrencyLimit({ slots: 1, backgroundSlots: 1 });
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
    const slots = new ConcurrencyLimit({ slots: 2, backgroundSlots: 1 });
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const release = await slots.take(index % 2 === 0, "HostUp");
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

describe("the wait for a slot", () => {
  const limits = { slots: 1, backgroundSlots: 1, personSlotMs: 8_000, backgroundSlotMs: 25_000 };

  it("ends for a person after some seconds, for background work later, with words", async () => {
    const time = timers();
    const slots = new ConcurrencyLimit(limits, time.clock);
    await slots.take(false, "HostUp");
    const failures: string[] = [];
    const note = (who: string) => (error: { code: string; message: string }) => {
      failures.push(
        `${who} ${error.code} ${error.message.includes("HostUp is responding slowly")}`,
      );
    };
    const waiting = [
      slots.take(false, "HostUp").catch(note("person")),
      slots.take(true, "HostUp").catch(note("sweep")),
    ];
    time.pass(7_999);
    await settle();
    expect(failures).toEqual([]);
    time.pass(8_000);
    await waiting[0];
    expect(failures).toEqual(["person provider_timeout true"]);
    time.pass(25_000);
    await waiting[1];
    expect(failures).toEqual(["person provider_timeout true", "sweep provider_timeout true"]);
  });

  it("leaves no timer behind, and who has given up takes no slot", async () => {
    const time = timers();
    const slots = new ConcurrencyLimit(limits, time.clock);
    const release = await slots.take(false, "HostUp");
    const gaveUp = slots.take(false, "HostUp").catch(() => "gave up");
    time.pass(8_000);
    expect(await gaveUp).toBe("gave up");
    const patient = slots.take(false, "HostUp");
    release();
    (await patient)();
    (await slots.take(false, "HostUp"))();
    // The one that went off stays in this clock's list; the product's clock forgets it.
    expect(time.set.size).toBe(1);
  });
});
