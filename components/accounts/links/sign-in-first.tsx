"use client";

import type { Route } from "next";

import { rememberAddress } from "@/components/auth/remembered-address";
import { buttonVariants } from "@/components/ui/button";
import { loginUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface SignInFirstProps {
  text: string;
  /** Of the page that shows it. */
  page: Route;
  /** The address to sign in with, if the page may know it. */
  address?: string;
}

/** A plain link: the sign-in page is to send no referrer with a secret either. */
export function SignInFirst({ text, page, address }: SignInFirstProps) {
  const t = useTexts();
  return (
    <>
      <p className="text-pretty text-muted-foreground">{text}</p>
      <a
        href={loginUrl({ next: page })}
        onClick={() => address && rememberAddress(address)}
        className={buttonVariants({ width: "full" })}
      >
        {t("passwords.signIn")}
      </a>
    </>
  );
}
