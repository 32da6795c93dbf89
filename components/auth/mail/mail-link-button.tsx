"use client";

import type { MouseEvent } from "react";

import { Button } from "@/components/ui/button";
import { useTexts } from "#texts";

/** Sends the address of the sign-in form, by that form, without its password. */
export function MailLinkButton({ formId }: { formId: string }) {
  const t = useTexts();

  function checkAddress(event: MouseEvent<HTMLButtonElement>) {
    const email = event.currentTarget.form?.elements.namedItem("email");
    if (email instanceof HTMLInputElement && !email.reportValidity()) event.preventDefault();
  }

  return (
    <Button
      type="submit"
      form={formId}
      formAction="/api/sign-in/mail"
      formNoValidate
      variant="secondary"
      width="full"
      onClick={checkAddress}
    >
      {t("mailSignIn.ask")}
    </Button>
  );
}
