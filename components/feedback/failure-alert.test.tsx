import type { ComponentProps } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { markForeign } from "@/lib/i18n/foreign-words";
import { type Message, message, renderFieldErrors } from "@/lib/i18n/message";
import { textsOf } from "@/lib/i18n/texts";
import type { Failure } from "@/lib/result";
import { withTexts } from "@/tests/helpers/texts";

import { FailureAlert } from "./failure-alert";

const failure: Failure = {
  ok: false,
  code: "provider_conflict",
  message: "HostUp tillåter inte det här just nu.",
  words: "Wait until 12:00.",
  fieldErrors: {},
};

const drawn = (
  more: Partial<Failure>,
  providerName?: string,
  uncertainTitle?: string,
  props?: Partial<ComponentProps<typeof FailureAlert>>,
) =>
  renderToStaticMarkup(
    withTexts(
      <FailureAlert
        failure={{ ...failure, ...more }}
        title="Inget ändrades"
        uncertainTitle={uncertainTitle}
        providerName={providerName}
        {...props}
      />,
      "sv",
    ),
  );

const ofForm = (error: Message | string) => renderFieldErrors(textsOf("sv"), { "": error });

describe("an alert of a failure", () => {
  it("quotes the provider", () => {
    expect(drawn({}, "HostUp")).toContain('HostUp svarar: <q lang="">Wait until 12:00.</q>');
    expect(drawn({})).toContain('Leverantören svarar: <q lang="">Wait until 12:00.</q>');
    expect(drawn({ words: undefined })).not.toContain("<q");
  });

  it("marks a person's words in its message", () => {
    expect(drawn({ message: `${markForeign("a.jpg")} skadades.` })).toContain(
      '<p><bdi lang="">a.jpg</bdi> skadades.</p>',
    );
  });

  it("does not claim that a commit without an answer was not stored", () => {
    const html = drawn({ code: "busy", mayBeDone: true }, undefined, "Kanske skickat");
    expect(html).toContain("Kanske skickat");
    expect(html).not.toContain("Inget ändrades");
    expect(html).toContain(textsOf("sv")("failure.notTwice"));
    expect(drawn({ code: "busy" }, undefined, "Kanske skickat")).toContain("Inget ändrades");
  });

  it("says nothing twice", () => {
    const said = "Wait until 12:00.";
    expect(drawn({ fieldErrors: ofForm(said) }).split(said)).toHaveLength(2);
    expect(drawn({ message: said, words: undefined, fieldErrors: { "": said } })).toMatch(
      /^((?!Wait).)*Wait until((?!Wait).)*$/,
    );
  });

  it("marks what the provider says about the form, and nothing of ours", () => {
    expect(drawn({ fieldErrors: ofForm("Try HostUp’s own pages.") })).toContain(
      '<p><bdi lang="">Try HostUp’s own pages.</bdi></p>',
    );
    expect(drawn({ fieldErrors: ofForm(message("validation.any")) })).toContain(
      `<p>${textsOf("sv")("validation.any")}</p>`,
    );
  });

  const notTwice = "Det skickas inte två gånger om du försöker igen.";

  it.each(["offline", "unreachable"] as const)(
    "claims nothing about an action that no answer came to (%s)",
    (code) => {
      const markup = drawn({ code });
      expect(markup).toContain("Vi vet inte om det gick igenom");
      expect(markup).not.toContain("Inget ändrades");
      expect(markup).not.toContain(notTwice);
    },
  );

  it("says that typed text is kept only where there is some, and no answer came", () => {
    const kept = "Det du har skrivit finns kvar.";
    const keepsText = { keepsText: true };
    expect(drawn({ code: "offline" })).not.toContain(kept);
    expect(drawn({ code: "offline" }, undefined, undefined, keepsText)).toContain(kept);
    expect(drawn({}, undefined, undefined, keepsText)).not.toContain(kept);
  });

  it("offers the same once more only when no answer came", () => {
    const onRetry = { onRetry: () => undefined };
    expect(drawn({ code: "unreachable" }, undefined, undefined, onRetry)).toContain(
      "Försök igen</",
    );
    expect(drawn({}, undefined, undefined, onRetry)).not.toContain("Försök igen</");
  });

  it("says what may have been sent, and that a retry is safe, of a form with a key", () => {
    const uncertainTitle = "Vi vet inte om svaret skickades";
    const markup = drawn({ code: "unreachable" }, "HostUp", uncertainTitle);
    expect(markup).toContain(uncertainTitle);
    expect(markup).toContain(notTwice);
    const answered = drawn({}, "HostUp", uncertainTitle);
    expect(answered).toContain("Inget ändrades");
    expect(answered).not.toContain(notTwice);
  });
});
