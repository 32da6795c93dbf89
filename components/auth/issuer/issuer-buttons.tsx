"use client";

import type { FormEvent } from "react";

import { prepareSignIn } from "@/components/auth/signed-in";
import { withFragment } from "@/components/auth/with-fragment";
import { Button } from "@/components/ui/button";
import { issuerUrl } from "@/lib/routes";
import { useTexts } from "#texts";

export interface IssuerChoice {
  id: string;
  name: string;
}

interface IssuerButtonsProps {
  issuers: readonly IssuerChoice[];
  /** The page to open after signing in. */
  next: string;
}

/** A form for each issuer, which works without scripts. */
export function IssuerButtons({ issuers, next }: IssuerButtonsProps) {
  const t = useTexts();

  function leave({ currentTarget }: FormEvent<HTMLFormElement>) {
    prepareSignIn();
    const field = currentTarget.elements.namedItem("next");
    if (field instanceof HTMLInputElement) field.value = withFragment(next);
  }

  return issuers.map(({ id, name }) => (
    <form noValidate key={id} method="post" action={issuerUrl(id)} onSubmit={leave}>
      <input type="hidden" name="next" defaultValue={next} />
      <Button type="submit" variant="secondary" size="name" width="full">
        {t("signIn.withIssuer", { issuer: name })}
      </Button>
    </form>
  ));
}
