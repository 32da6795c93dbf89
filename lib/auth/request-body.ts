import type { ZodType } from "zod";
import { AppError } from "../errors";
import { fieldErrorsOf } from "./field-errors";

/** More bytes than this request may bring. */
export class BodyTooLarge extends AppError {
  constructor(maxBytes: number) {
    super("invalid", { message: `This is more than the ${maxBytes.toLocaleString("en")} bytes that fit into one request.` });
    this.name = "BodyTooLarge";
  }
}

/** A request's body, counted while it arrives: throws BodyTooLarge as soon as it is more than `maxBytes`, whatever it announced. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > maxBytes) throw new BodyTooLarge(maxBytes);
  if (!request.body) return new Uint8Array(0);
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      reader.cancel().catch(() => undefined);
      throw new BodyTooLarge(maxBytes);
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

/** A JSON body, parsed by the schema. Throws `invalid` with the fields that are not right, BodyTooLarge beyond `maxBytes`. */
export async function readJson<T>(request: Request, schema: ZodType<T>, maxBytes: number): Promise<T> {
  const bytes = await readBytes(request, maxBytes);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AppError("invalid", { message: "This is not JSON.", cause: error });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
  return parsed.data;
}
