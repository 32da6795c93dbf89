import type { FormValues } from "@/lib/forms/form-values";
import type { Failure } from "@/lib/result";

export type ReplyFailure = Omit<Failure, "ok">;

export interface ReturnedReply {
  formKey: string;
  values: FormValues;
  message: string | null;
  words?: string;
  fieldErrors: Record<string, string>;
}

export function rejectionOf(returned: ReturnedReply | null | undefined): ReplyFailure | null {
  if (!returned?.message) return null;
  const { message, words, fieldErrors } = returned;
  return { code: "provider_invalid", message, words, fieldErrors };
}
