import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { LANGUAGES } from "@/lib/i18n/languages";
import { message, renderFieldErrors } from "@/lib/i18n/message";
import { textsOf } from "@/lib/i18n/texts";
import { withTexts } from "@/tests/helpers/texts";

import { FilingFailure } from "./filing-failure";

function shown(message: string, words?: string, more: string[] = []): string {
  const nothing = () => undefined;
  return renderToStaticMarkup(
    withTexts(
      <FilingFailure
        failure={{ code: "provider_invalid", message, words, fieldErrors: {} }}
        otherMessages={more}
        title="HostUp rejected this"
        providerName="HostUp"
        instead={undefined}
        submissionId={undefined}
        disabled={false}
        onInstead={nothing}
        onStartOver={nothing}
      />,
    ),
  );
}

describe("a refused filing", () => {
  it.each(LANGUAGES)("has the title that its text begins with (%s)", (language) => {
    const t = textsOf(language);
    expect(`${t("filing.rejected", { provider: "HostUp" })}.`).toBe(
      t("provider.invalid", { name: "HostUp" }),
    );
  });

  it("says once that it was refused, and then why", () => {
    const text = shown("HostUp rejected this.", "Department is closed.");
    expect(text.match(/rejected this/g)).toHaveLength(1);
    expect(text).toContain('HostUp says: <q lang="">Department is closed.</q>');
  });

  it("marks the provider's other words, says none twice, and marks no sentence of ours", () => {
    const {
      cc,
      rack,
      "": ofForm,
    } = renderFieldErrors(textsOf("en"), {
      cc: message("validation.any"),
      rack: "The rack is full.",
      "": "Department is closed.",
    });
    const more = [cc, rack, ofForm].map(String);
    const text = shown("HostUp rejected this.", "Department is closed.", more);
    expect(text).toContain('<p><bdi lang="">The rack is full.</bdi></p>');
    expect(text).toContain(`<p>${textsOf("en")("validation.any")}</p>`);
    expect(text.match(/Department is closed/g)).toHaveLength(1);
  });

  it("keeps every other sentence", () => {
    expect(shown("HostUp is busy.", undefined, ["CC is too long."])).toMatch(
      /HostUp is busy\..*CC is too long\./,
    );
  });
});
