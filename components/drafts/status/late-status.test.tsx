import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { withTexts } from "@/tests/helpers/texts";

import { CLEAN_SNAPSHOT, type DraftSnapshot } from "../draft-state";
import type { Draft } from "../use-draft";
import { LateDraftState } from "./late-status";

/** Rendered before its scripts have arrived, in a browser that went offline meanwhile. */
function stateOf(changes: Partial<DraftSnapshot>): string {
  const draft = { ...CLEAN_SNAPSHOT, values: {}, userName: "Jane", ...changes } as Draft;
  return renderToStaticMarkup(withTexts(<LateDraftState draft={draft} />));
}

describe("a draft's state whose scripts cannot be loaded", () => {
  it("says that the text is not saved, and where it is kept", () => {
    const unreachable = { dirty: true, failure: { state: "unreachable" } } as const;
    expect(stateOf(unreachable)).toContain("Not saved: the portal isn’t responding.");
    expect(stateOf({ ...unreachable, backedUp: true })).toContain("safe in this browser");
    expect(stateOf({ ...unreachable, backedUp: false })).toContain("only on this page");
    expect(stateOf({ ...unreachable, values: { encrypted: "true" } })).toContain("in this tab");
  });

  it("promises nothing of a draft that is saved already", () => {
    expect(stateOf({})).toContain("Drafts save automatically.");
    expect(stateOf({ savedAt: Date.now() })).not.toContain("saved");
  });
});
