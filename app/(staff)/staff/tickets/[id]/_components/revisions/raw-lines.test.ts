import { describe, expect, it } from "vitest";

import type { RevisionView } from "@/lib/review/types";

import { compareRevisions } from "./raw-lines";

const revision = (raw: RevisionView["raw"]): RevisionView => ({
  id: "1",
  seenAt: new Date(0),
  raw,
});
const different = (raw: RevisionView["raw"], other: RevisionView["raw"]) =>
  compareRevisions(revision(raw), revision(other)).map((side) =>
    side.filter((line) => line.differs).map((line) => line.text.trim()),
  );

describe("two revisions side by side", () => {
  it("mark what changed on both sides and nothing else", () => {
    expect(different({ status: "open", subject: "x" }, { status: "closed", subject: "x" })).toEqual(
      [['"status": "open",'], ['"status": "closed",']],
    );
  });

  it("mark nothing between equal revisions", () => {
    expect(different({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([[], []]);
  });

  it("mark one more of an equal line", () => {
    expect(different({ a: [1] }, { a: [1, 1] })[1]).toHaveLength(1);
  });
});
