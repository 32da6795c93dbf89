"use client";

import type { ComponentProps } from "react";

import { Input } from "@/components/ui/form/input";

import { useRememberedAddress } from "./remembered-address";

type AddressInputProps = Omit<ComponentProps<"input">, "type" | "ref" | "onInput">;

/** The field for the address to sign in with, which the pages around it remember. */
export function AddressInput(props: AddressInputProps) {
  return (
    <Input
      {...props}
      {...useRememberedAddress()}
      name="email"
      type="email"
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  );
}
