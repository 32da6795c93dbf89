import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import { withTexts } from "@/tests/helpers/texts";

import { ReadOnly } from "./read-only";

const drawn = (seenAs: string | undefined, showsReason = false) =>
  renderToStaticMarkup(
    withTexts(
      <ReadOnly seenAs={seenAs} showsReason={showsReason}>
        <button>Send</button>
      </ReadOnly>,
    ),
  );

it("disables what is in it while staff see as a customer, and says why", () => {
  expect(drawn(undefined, true)).toBe("<button>Send</button>");
  const html = drawn("Jane", true);
  expect(html).toMatch(/<p[^>]*>[^<]*Jane[^<]*<\/p><fieldset disabled="" aria-label="[^"]*Jane/);
  // Hints that something is saved, or can be dropped, are hidden by it.
  expect(html).toContain('class="read-only contents"');
  expect(drawn("Jane")).not.toContain("<p");
});
