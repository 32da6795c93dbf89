import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { LANGUAGES } from "@/lib/i18n/languages";
import { message, renderFieldErrors } from "@/lib/i18n/message";
import { textsOf } from "@/lib/i18n/texts";
import { english, withTexts } from "@/tests/helpers/texts";

import { FilingFailure } from "./filing-failure";
import type { FilingRejection } from "./filing-form-props";

function shown(
  failure: Partial<FilingRejection>,
  more: string[] = [],
  submissionId?: string,
): string {
  const nothing = () => undefined;
  const code = failure.code ?? "provider_invalid";
  return renderToStaticMarkup(
    withTexts(
      <FilingFailure
        failure={{ message: "", fieldErrors: {}, ...failure, code }}
        otherMessages={more}
        isRejection={code === "provider_invalid"}
        providerName="HostUp"
        instead={undefined}
        submissionId={submissionId}
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
    const text = shown({ message: "HostUp rejected this.", words: "Department is closed." });
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
    const text = shown({ message: "HostUp rejected this.", words: "Department is closed." }, more);
    expect(text).toContain('<p><bdi lang="">The rack is full.</bdi></p>');
    expect(text).toContain(`<p>${textsOf("en")("validation.any")}</p>`);
    expect(text.match(/Department is closed/g)).toHaveLength(1);
  });

  it("keeps every other sentence", () => {
    expect(shown({ message: "HostUp is busy." }, ["CC is too long."])).toMatch(
      /HostUp is busy\..*CC is too long\./,
    );
  });
});

describe("a filing that failed", () => {
  const onceMore = english("failure.notTwice");

  it.each(["offline", "unreachable"] as const)(
    "may have arrived without an answer (%s), and is safe to repeat",
    (code) => {
      const text = shown({ code, message: english(`failure.${code}`) });
      expect(text).toContain(english("filing.maybeFiled"));
      expect(text).not.toContain(english("filing.notFiled"));
      expect(text).toContain(onceMore);
      expect(text.split(english("failure.textKept"))).toHaveLength(2);
    },
  );

  it("offers a new draft only where the form can begin one", () => {
    const conflict = { code: "conflict", message: english("submission.otherContent") } as const;
    expect(shown(conflict)).toContain(english("filing.startOver"));
    const again = shown(conflict, [], "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    expect(again).toContain(english("filing.showSent"));
    expect(again).not.toMatch(/draft/);
  });

  it("was not filed where the portal says so", () => {
    const text = shown({ code: "busy", message: english("errors.busy") });
    expect(text).toContain(english("filing.notFiled"));
    expect(text).not.toContain(onceMore);
  });
});
