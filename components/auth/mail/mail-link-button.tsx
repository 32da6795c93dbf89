"use client";

import { Button } from "@/components/ui/button";
import { useTexts } from "#texts";

/** Sends the address of the sign-in form, by that form, without its password. */
export function MailLinkButton({ formId }: { formId: string }) {
  const t = useTexts();
  return (
    <Button
      type="submit"
      form={formId}
      formAction="/api/sign-in/mail"
      variant="secondary"
      width="full"
    >
      {t("mailSignIn.ask")}
    </Button>
  );
}
