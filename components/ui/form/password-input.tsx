"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type MouseEvent, useState } from "react";

import { useTexts } from "#texts";

import { useHydrated } from "../hooks/use-hydrated";
import { VisuallyHidden } from "../visually-hidden";
import { Input } from "./input";

interface PasswordInputProps extends Omit<ComponentProps<"input">, "type" | "spellCheck"> {
  /** The toggle's label; by default “Show password”. */
  showLabel?: string;
}

const BUTTON =
  "absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-muted-foreground " +
  "hover:text-foreground";

/** A password field for a `Field`, with a toggle that shows the password until the form is sent. */
export function PasswordInput({ id, showLabel, ...props }: PasswordInputProps) {
  const t = useTexts();
  const isHydrated = useHydrated();
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;

  function toggle({ currentTarget }: MouseEvent<HTMLButtonElement>) {
    setIsShown(!isShown);
    // Browsers remember the content of text fields and suggest it elsewhere.
    currentTarget.form?.addEventListener("submit", () => setIsShown(false), { once: true });
  }

  return (
    <span className="relative block">
      <Input
        {...props}
        id={id}
        type={isShown ? "text" : "password"}
        dir="ltr"
        autoCapitalize="none"
        spellCheck={false}
        className="pr-11"
      />
      {isHydrated ? (
        <button
          type="button"
          aria-pressed={isShown}
          aria-controls={id}
          aria-describedby={`${id}-label`}
          onClick={toggle}
          className={BUTTON}
        >
          <Icon aria-hidden className="size-4" />
          <VisuallyHidden>{showLabel ?? t("common.showPassword")}</VisuallyHidden>
        </button>
      ) : null}
    </span>
  );
}
