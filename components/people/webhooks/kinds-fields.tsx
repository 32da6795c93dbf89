"use client";

import { useId, useState } from "react";

import { Checkbox } from "@/components/ui/form/checkbox";
import { MarkedText } from "@/components/ui/text/marked-text";
import { isOrganizationKind, NOTICE_KINDS, type OrganizationKind } from "@/lib/notices/kinds";
import { useTexts } from "#texts";

const KINDS = Object.keys(NOTICE_KINDS).filter(isOrganizationKind);

interface KindsFieldsProps {
  /** Empty: all. */
  chosen: readonly OrganizationKind[];
  /** For `MarkedText`. */
  error?: string;
}

/** All events, or some of them. `chosenKinds` reads them. */
export function KindsFields({ chosen, error }: KindsFieldsProps) {
  const t = useTexts();
  const id = useId();
  const [isAll, setIsAll] = useState(chosen.length === 0);
  return (
    <fieldset className="grid gap-1" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1 text-sm font-medium">{t("webhooks.events")}</legend>
      {(["all", "some"] as const).map((value) => (
        <label key={value} className="flex min-h-8 w-fit items-center gap-2">
          <input
            type="radio"
            name="scope"
            value={value}
            className="size-4 shrink-0 accent-primary"
            checked={isAll === (value === "all")}
            onChange={() => setIsAll(value === "all")}
          />
          {t(`webhooks.${value}`)}
        </label>
      ))}
      {isAll ? null : (
        <div className="grid gap-x-6 pl-6 sm:grid-cols-2">
          {KINDS.map((kind) => (
            <label key={kind} className="flex min-h-8 w-fit items-center gap-2">
              <Checkbox name="kind" value={kind} defaultChecked={chosen.includes(kind)} />
              {t(`webhooks.kind.${kind}`)}
            </label>
          ))}
        </div>
      )}
      {error ? (
        <p id={`${id}-error`} className="text-[0.8125rem] text-destructive">
          <MarkedText text={error} />
        </p>
      ) : null}
    </fieldset>
  );
}

/** Null: all. */
export function chosenKinds(form: FormData): FormDataEntryValue[] | null {
  return form.get("scope") === "all" ? null : form.getAll("kind");
}
