import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import { findProvider } from "@/lib/providers/registry";
import { eventSentence } from "@/lib/tickets/detail/event-sentence";

import { SentenceWithCodes } from "./sentence-with-codes";

const changed = { kind: "changed", field: "status", before: "open" };
const drawn = (after: string) => {
  const reader = { staff: true };
  const sentence = eventSentence(
    textsOf("en"),
    { ...changed, after },
    findProvider("upsun"),
    reader,
  );
  return renderToStaticMarkup(<SentenceWithCodes text={sentence} />);
};

it("shows staff a provider's code without a word as it is, and other words as before", () => {
  expect(drawn("ts_sent_to_platform")).toContain(
    '<code lang="" translate="no">ts_sent_to_platform</code>',
  );
  expect(drawn("Sent on")).toContain('<bdi lang="" translate="no">Sent on</bdi>');
  expect(drawn("closed")).not.toContain("code");
});
