import type { ZodType } from "zod";

import { AppError } from "../errors";
import { message } from "../i18n/message";
import type { BodyLimit } from "./body-limits";
import { parseInput } from "./parse-input";

/** Throws `too_large` as soon as the body exceeds the limit. */
export async function readBytes(
  request: Request,
  limit: BodyLimit,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new AppError("too_large", { text: limit.text });
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > limit.maxBytes) throw tooLarge();
  if (!request.body) return new Uint8Array(0);
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit.maxBytes) {
      reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Throws `invalid` with field errors, or `too_large`. */
export async function readJson<T>(
  request: Request,
  schema: ZodType<T>,
  limit: BodyLimit,
): Promise<T> {
  const bytes = await readBytes(request, limit);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AppError("invalid", { text: message("errors.notJson"), cause: error });
  }
  return parseInput(schema, value);
}
