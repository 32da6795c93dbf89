import fc from "fast-check";
import { expect, it } from "vitest";

import { newId } from "../../ids";
import { readCursor, writeCursor } from "./cursor";

it("a cursor is read as it was written, also of years before 1970", () => {
  const times = fc.date({
    min: new Date("0001-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(times, fc.option(fc.nat(1_000)), (at, rank) => {
      const id = newId();
      const read = readCursor(writeCursor(rank, at, id), rank === null ? "opened" : "priority");
      expect(read).toEqual({ rank: rank ?? undefined, at: at.toISOString(), id });
    }),
  );
});

it.each([
  "",
  "-",
  "1-x",
  "-99999999999999-01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "9.0-01ARZ3NDEKTSV4RRFFQ69G5FAV",
])("%j shows the first page", (text) => expect(readCursor(text, "activity")).toBeUndefined());
