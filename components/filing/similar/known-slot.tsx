"use client";

import { lazyPart } from "@/components/ui/lazy-part";
import type { FormValues } from "@/lib/forms/form-values";
import type { FormField } from "@/lib/providers/forms/contract";

import type { KnownCommands } from "./known-tickets";

const KnownTickets = lazyPart(async () => (await import("./known-tickets")).default);

/** A shorter subject says too little. */
const MIN_SUBJECT = 12;

interface KnownSlotProps extends KnownCommands {
  connectionId: string;
  fields: readonly FormField[];
  values: FormValues;
}

/** Reserves one line for similar tickets; its scripts load with the first subject. */
export function KnownSlot({ fields, values, ...rest }: KnownSlotProps) {
  const subject = values.subject?.trim() ?? "";
  const chosen = fields.flatMap(({ live, name }) =>
    live && values[name] ? [[name, values[name]]] : [],
  );
  return (
    <div className="-mb-5 min-h-7 noscript:hidden">
      {chosen.length > 0 || subject.length >= MIN_SUBJECT ? (
        <KnownTickets
          {...rest}
          subject={subject.length >= MIN_SUBJECT ? subject : ""}
          values={Object.fromEntries(chosen)}
        />
      ) : null}
    </div>
  );
}
