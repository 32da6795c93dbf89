import "server-only";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ZodType } from "zod";

import { requestOrigin } from "../auth/session-cookie";
import type { SignInOrigin } from "../auth/sessions";
import { env } from "../env";
import type { Language } from "../i18n/languages";
import type { Result } from "../result";
import { requestLanguage } from "./request-texts";
import { runAction } from "./run-action";
import { isSameOrigin } from "./same-origin";

/** Whoever asks without being signed in. */
export interface Visitor {
  origin: SignInOrigin;
  /** Of the page that they see. */
  language: Language;
}

/** Like `viewerAction`, for people who are not signed in: checks origin and input. Never throws. */
export function visitorAction<Input, Output>(
  name: string,
  schema: ZodType<Input>,
  command: (visitor: Visitor, input: Input) => Promise<Output>,
): (input: unknown) => Promise<Result<Output>> {
  const identify = async () => ({
    origin: await requestOrigin(),
    language: await requestLanguage(),
  });
  return (input) => runAction({ name, schema, identify, command }, input);
}

/** A form that only leads to a page. From another site it does nothing. */
export function pageForm(
  work: (form: FormData) => Promise<void>,
): (form: FormData) => Promise<void> {
  return async (form) => {
    const request = { method: "POST", headers: await headers() };
    if (isSameOrigin(request, env().NEXTAUTH_URL)) await work(form);
  };
}

export interface NextPage {
  /** Where the form leads. */
  next: Route;
}

/** What `useActionState` and a form's `action` take: the latter before hydration, too. */
export type VisitorForm = (
  previous: Result<NextPage> | null,
  form: FormData,
) => Promise<Result<NextPage>>;

/** A form of a `visitorAction`. Scripts open the next page; without them, the answer leads there. */
export function visitorForm(action: (input: unknown) => Promise<Result<NextPage>>): VisitorForm {
  return async (_previous, form) => {
    const result = await action(form instanceof FormData ? Object.fromEntries(form) : null);
    const isCalledByScript = (await headers()).has("next-action");
    if (result.ok && !isCalledByScript) redirect(result.data.next);
    return result;
  };
}
