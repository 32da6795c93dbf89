import type { Route } from "next";

import type { Result } from "@/lib/result";

/** A server action; it refreshes the page itself, or answers with the page to load next. */
export type DialogAction = (input: unknown) => Promise<Result<unknown>>;

interface DialogField {
  name: string;
  label: string;
  value: string;
  help?: string;
  /** The choices of a selection; a text field has none. */
  choices?: ReadonlyArray<{ value: string; label: string }>;
}

/** A question to answer before a change. */
export interface DialogQuestion {
  title: string;
  hint?: string;
  submit: string;
  failureTitle: string;
  action: DialogAction;
  /** Values sent along with the fields. */
  given?: Readonly<Record<string, string>>;
  fields?: readonly DialogField[];
  isDanger?: boolean;
  /** The status text afterwards, unless another page follows. */
  done?: string;
  /** True if the change removes the button. */
  isButtonGone?: boolean;
  /** The page to load when it is done. */
  next?: Route;
}
