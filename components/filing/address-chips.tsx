"use client";

import { CircleAlert, X } from "lucide-react";
import { useRef } from "react";

import { addressOf, splitAddresses } from "@/lib/providers/forms/addresses";
import { useTexts } from "#texts";

interface AddressChipsProps {
  value: string;
  disabled: boolean;
  onChange: (value: string) => void;
  /** Gets the focus when the last chip is removed. */
  controlId: string;
}

const MAX_CHIPS = 50;
const CHIP = "inline-flex max-w-full items-center gap-1 rounded-full border py-0.5 pr-0.5 pl-2.5";
const INVALID = "border-destructive/50 bg-destructive-tint text-destructive";

/** Shows the addresses in a text as removable chips, and marks invalid ones. */
export function AddressChips({ value, disabled, onChange, controlId }: AddressChipsProps) {
  const t = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const entries = splitAddresses(value);
  if (entries.length === 0) return null;

  function remove(position: number) {
    const left = entries.filter((_, index) => index !== position);
    onChange(left.join("\n"));
    const buttons = list.current?.querySelectorAll("button") ?? [];
    const neighbour = buttons[position + 1] ?? buttons[position - 1];
    (neighbour ?? document.getElementById(controlId))?.focus();
  }

  return (
    <ul
      ref={list}
      aria-label={t("filing.addresses")}
      className="flex flex-wrap gap-1.5 text-[0.8125rem]"
    >
      {entries.slice(0, MAX_CHIPS).map((entry, position) => {
        const address = addressOf(entry);
        return (
          <li
            key={entry + String(entries.indexOf(entry) === position ? "" : position)}
            className={address ? `${CHIP} bg-muted` : `${CHIP} ${INVALID}`}
          >
            {address ? null : <CircleAlert aria-hidden className="size-3.5 shrink-0" />}
            <bdi className="min-w-0 truncate" title={address ?? undefined}>
              {entry}
            </bdi>
            {address ? null : <span className="sr-only">{t("filing.notAddress")}</span>}
            <button
              type="button"
              disabled={disabled}
              aria-label={t("filing.removeAddress", { entry })}
              onClick={() => remove(position)}
              className="grid size-6 shrink-0 place-items-center rounded-full hover:bg-card"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        );
      })}
      {entries.length > MAX_CHIPS ? (
        <li className="py-1">{t("filing.moreAddresses", { count: entries.length - MAX_CHIPS })}</li>
      ) : null}
    </ul>
  );
}
