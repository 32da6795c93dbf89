import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { markForeign } from "@/lib/i18n/foreign-words";

import { MarkedText } from "./marked-text";

const drawn = (text: string) => renderToStaticMarkup(<MarkedText text={text} />);

describe("a text with marked words", () => {
  it("has them in an element of no language, and no isolates", () => {
    expect(drawn(`Namn ändrades från ${markForeign("old")} till ${markForeign("مرحبا")}.`)).toBe(
      'Namn ändrades från <bdi lang="">old</bdi> till <bdi lang="">مرحبا</bdi>.',
    );
  });

  it("may be marked as a whole", () =>
    expect(drawn(markForeign("Too vague."))).toBe('<bdi lang="">Too vague.</bdi>'));

  it("cannot be left by the words", () =>
    expect(drawn(`Set to ${markForeign("a\u2069b\u2068<i>c")}`)).toBe(
      'Set to <bdi lang="">ab&lt;i&gt;c</bdi>',
    ));

  it.each(["", "Subject is required.", "مرحبا"])("is as it is without any: %j", (text) =>
    expect(drawn(text)).toBe(text),
  );
});
