import { describe, expect, it } from "vitest";

import { compareFiles, type Sent, type ShownFile } from "./compare-files";

const sent = (change: Partial<Sent> = {}): Sent => ({
  files: [
    { id: "1", filename: "a.txt" },
    { id: "2", filename: "b.txt" },
  ],
  encrypted: false,
  attachMessageId: "own",
  messages: ["words", "own"],
  ...change,
});
const on = (
  message: string | null,
  filename: string | null,
  encrypted: boolean | null = false,
): ShownFile => ({ filename, message_external_id: message, encrypted });

describe("files that were sent, compared with the ticket", () => {
  it("are confirmed on the message that carried them", () => {
    expect(compareFiles(sent(), [on("own", "b.txt"), on("own", "a.txt")])).toEqual({
      confirmed: ["1", "2"],
      misplaced: [],
      missing: [],
      foreign: [],
    });
  });

  it("are missing when they are nowhere", () => {
    expect(compareFiles(sent(), [on("own", "a.txt")])).toMatchObject({
      confirmed: ["1"],
      missing: ["2"],
    });
  });

  it("are misplaced on another message, which is told apart from a plain message that has an encrypted file", () => {
    expect(compareFiles(sent(), [on("other", "a.txt"), on("own", "b.txt")])).toMatchObject({
      confirmed: ["2"],
      misplaced: [{ id: "1", onPlainMessage: false }],
    });
    const encrypted = sent({ encrypted: true });
    expect(
      compareFiles(encrypted, [on("other", "a.txt", false), on("own", "b.txt", true)]),
    ).toMatchObject({ misplaced: [{ id: "1", onPlainMessage: true }] });
    expect(
      compareFiles(encrypted, [on("own", "a.txt", false), on("own", "b.txt", true)]),
    ).toMatchObject({ misplaced: [{ id: "1", onPlainMessage: true }] });
  });

  it("are looked for on their own message first when another one has a file of the same name", () => {
    expect(
      compareFiles(sent(), [on("other", "a.txt"), on("own", "a.txt"), on("own", "b.txt")]),
    ).toEqual({ confirmed: ["1", "2"], misplaced: [], missing: [], foreign: [] });
  });

  it("without a known message are confirmed wherever they are, but not on a plain message if they were encrypted", () => {
    expect(
      compareFiles(sent({ attachMessageId: null }), [on("x", "a.txt"), on(null, "b.txt")]),
    ).toMatchObject({ confirmed: ["1", "2"], misplaced: [] });
    expect(
      compareFiles(sent({ attachMessageId: null, encrypted: true }), [
        on("x", "a.txt", false),
        on(null, "b.txt", null),
      ]),
    ).toMatchObject({ confirmed: ["2"], misplaced: [{ id: "1" }] });
  });

  it("names foreign files on our messages, and on no others", () => {
    const shown = [
      on("own", "a.txt"),
      on("own", "b.txt"),
      on("own", "c.txt"),
      on("words", null),
      on("other", "d.txt"),
      on(null, "e.txt"),
    ];
    expect(compareFiles(sent(), shown).foreign).toEqual(["c.txt", null]);
    expect(
      compareFiles(sent({ files: [], attachMessageId: null, messages: ["words"] }), shown).foreign,
    ).toEqual([null]);
  });

  it("takes a file under a cleaned name for ours that is missing", () => {
    expect(compareFiles(sent(), [on("own", "a.txt"), on("own", "b_txt")])).toMatchObject({
      missing: ["2"],
      foreign: [],
    });
  });
});
