import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { message, renderFieldErrors } from "@/lib/i18n/message";
import { textsOf } from "@/lib/i18n/texts";
import { withTexts } from "@/tests/helpers/texts";

import { Field } from "./field";
import { Input } from "./input";

const errors = renderFieldErrors(textsOf("sv"), {
  subject: message("validation.required", { label: message("filing.subject") }),
  message: "Too vague.",
});
const drawn = (error: string | undefined) =>
  renderToStaticMarkup(
    withTexts(
      <Field id="a" label="A" error={error}>
        {(control) => <Input {...control} />}
      </Field>,
      "sv",
    ),
  );

describe("a field's error", () => {
  it("is of no language in the provider's words", () =>
    expect(drawn(errors.message)).toMatch(/<p id="a-error".*<bdi lang="">Too vague\.<\/bdi>/));

  it("is of the page's language in ours", () => {
    expect(drawn(errors.subject)).toMatch(/<p id="a-error".*>Ämne /);
    expect(drawn(errors.subject)).not.toContain("lang=");
  });

  it("is none when there is no text", () => expect(drawn("")).not.toContain("a-error"));
});
