"use client";

import { type FormEvent, useState } from "react";

import { forgetAddress } from "@/components/auth/remembered-address";
import { prepareSignIn } from "@/components/auth/signed-in";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useTexts } from "#texts";

const SIX_DIGITS = /^\s*(\d\s*){6}$/;

/** Submits the code from an email once it has six digits, as a plain form. */
export function MailCodeForm() {
  const t = useTexts();
  const [isIncomplete, setIsIncomplete] = useState(false);

  function check(event: FormEvent<HTMLFormElement>) {
    const code = event.currentTarget.elements.namedItem("code") as HTMLInputElement;
    if (SIX_DIGITS.test(code.value)) {
      forgetAddress();
      return prepareSignIn();
    }
    event.preventDefault();
    setIsIncomplete(true);
    code.focus();
  }

  return (
    <form
      noValidate
      method="post"
      action="/api/sign-in/code"
      onSubmit={check}
      className="grid gap-4"
    >
      <Field
        id="code"
        label={t("mailSignIn.code")}
        help={t("mailSignIn.codeHelp")}
        error={isIncomplete ? t("mailSignIn.codeNeeded") : undefined}
      >
        {(control) => (
          <Input
            {...control}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            required
            autoFocus
          />
        )}
      </Field>
      <Button type="submit" width="full">
        {t("mailSignIn.verify")}
      </Button>
    </form>
  );
}
